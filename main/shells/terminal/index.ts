import { createProgram } from './program'

/** `npm start -- <words>` ends here: the words behind the script's name are the command. Without any it opens the studio. */
void createProgram().parseAsync(process.argv.length > 2 ? process.argv : [...process.argv, 'open'])
