export { makeDataTemplate as default } from '../../server/test/data-template';
