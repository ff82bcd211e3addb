// Replaced by the engine's real tree.
export interface TranslationUnit {
  kind: 'translation-unit';
}
