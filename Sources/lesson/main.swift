import Commands
import Glibc

exit(CommandLineTool.runProcess())
