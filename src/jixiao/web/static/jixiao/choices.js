// A long list of boxes to tick: tick all, or none.
"use strict";
document.querySelectorAll("fieldset").forEach((set) => {
  const boxes = () => [...set.querySelectorAll("input[type=checkbox]")];
  if (boxes().length < 2) return;
  const all = document.createElement("button");
  all.type = "button";
  const name = () => { all.textContent = boxes().every((box) => box.checked) ? "全不选" : "全选（" + boxes().length + "个）"; };
  all.addEventListener("click", () => {
    const tick = !boxes().every((box) => box.checked);
    boxes().forEach((box) => { box.checked = tick; });
    name();
  });
  set.addEventListener("change", name);
  name();
  set.querySelector("legend").after(all);
});
