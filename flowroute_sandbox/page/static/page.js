// What the page does beyond HTML. Every view works without this: links lead to pages, and forms
// change something and lead back. With it, pages are exchanged in place and follow the sandbox.
//
//   morph.js   makes a part of the page equal to newer HTML, and leaves alone what is equal
//   visit.js   loads a page and puts it in place of this one, or only what has changed in it
//   live.js    listens to the sandbox's events, and has what has changed loaded
//   forms.js   submits forms without leaving the page
//   drafts.js  keeps what is being written
//   history.js shows earlier messages when the top of a conversation is reached
//   keys.js    the keyboard
//   small.js   copying, the theme, the clock
//
// No HTML is written here: all of it comes from the templates, which escape what they show.

import { follow } from "./live.js";
import { listen as listenToDrafts } from "./drafts.js";
import { listen as listenToForms } from "./forms.js";
import { listen as listenToHistory } from "./history.js";
import { listen as listenToKeys } from "./keys.js";
import { listen as listenToSmall } from "./small.js";
import { arrange, listen as listenToLinks } from "./visit.js";

listenToLinks();
listenToDrafts();
listenToForms();
listenToHistory();
listenToKeys();
listenToSmall();
arrange(true);
follow();
