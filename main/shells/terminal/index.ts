import { createProgram } from './program'

/** `npm start -- <words>` ends here: the words behind the script's name are the command. Without any it says which there are. */
const program = createProgram()
if (process.argv.length > 2) void program.parseAsync(process.argv)
else program.outputHelp()
