"""The page for the person who signs (签发摘要): how it stands, where points were lost, what is missing or contradicts.

``content`` gathers it from the scorecard and the audit of the printed papers, ``fitting`` cuts long lists so that all
of it stays on one page, ``word`` draws the page.
"""

from jixiao.rendering.signing.content import Contradiction, Signing, brief, contradictions, signing_of

__all__ = ["Contradiction", "Signing", "brief", "contradictions", "signing_of"]
