// The sheet: typing, moving, pasting and saving (sheet/saving.js, sheet/moving.js), and what is said of its rows.
import { rowAt } from "./sheet/cells.js";
import { enter, start as startMoving } from "./sheet/moving.js";
import { start as startNotes } from "./sheet/notes.js";
import { start as startSaving } from "./sheet/saving.js";

startNotes();
startMoving();
startSaving();

// After a row was added or moved one is in it.
const row = location.hash.length > 1 && rowAt(decodeURIComponent(location.hash.slice(1)));
const first = row && row.querySelector("td[data-path]");
if (row) row.scrollIntoView({ block: "center" });
if (first) enter(first);
