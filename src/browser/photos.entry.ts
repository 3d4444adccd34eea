export { takePhotos } from './photo-input.ts';
