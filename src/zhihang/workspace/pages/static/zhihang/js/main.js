// What moves on a page. Every page works without it.
import { startPreferences } from "./preferences.js";
import { startKeys } from "./keys.js";
import { startQueryBoxes } from "./query_box.js";
import { startRows } from "./rows.js";
import { startMenu } from "./menu.js";
import { startDrops } from "./drops.js";
import { startTabs } from "./tabs.js";
import { startCompletion } from "./completion.js";
import { startPicking } from "./picking.js";
import { startMoving } from "./moving.js";
import { startUnread } from "./unread.js";

startPreferences();
startKeys();
startQueryBoxes();
startRows();
startMenu();
startDrops();
startTabs();
startCompletion();
startPicking();
startMoving();
startUnread();
