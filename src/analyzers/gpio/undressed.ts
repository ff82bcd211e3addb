/** A message without what pages, chats and terminals put around its code, offsets kept: for those who look for borders in it. */
export { undressed } from '../../c/mend/view.ts';
