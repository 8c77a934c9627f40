"""An invented report on a whole department: its title and a paragraph without figures, then what a test adds."""

from __future__ import annotations

_TITLE = "清芦县医疗保障局2023年度部门整体支出绩效自评报告"
_FILLING = (
    "本局为县政府工作部门，负责医疗保障政策的组织实施、基金监督管理和经办服务，内设科室分工明确，"
    "经费由县财政国库集中支付，凭证逐笔审核，台账按月核对，年末与财政部门对账，差错随时更正并留有记录，"
    "资料按卷归档，便于复核查阅；自评由办公室牵头，各科室提供资料，局党组会议审议后报送。"
)


def department_report(*paragraphs: str) -> str:
    """Return a department's report that holds PARAGRAPHS."""
    return "\n".join([_TITLE, _FILLING, *paragraphs]) + "\n"
