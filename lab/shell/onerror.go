//go:build linux

package shell

import (
	"io"
	"io/fs"
	"os"
	"strconv"
	"sync/atomic"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The interpreter does what a trap for ERR says after each statement that failed: within functions too, once more for the call, the group or
// the loop around it, and it goes on after an exit there. So what is to be done stands between two words: one that lets it be done, and one
// that notes that it was; and the exits in it end in a mark.
const (
	errorWord = ourMark + "error"
	errorEnd  = ourMark + "errorend"
	errorMark = ourMark + "errorexit"
)

// onErrors is what a bash knows of the errors for which it has a trap.
type onErrors struct {
	stdout   io.Writer           // the bash's own
	set      atomic.Bool         // there was such a trap
	commands atomic.Uint64       // how many have begun, since
	handled  atomic.Uint64       // of them, when the last error was handled
	exit     atomic.Pointer[int] // the status of an exit in what is done after an error, until the shell is told
	last     atomic.Pointer[int] // that of one where the error ends the shell by itself
	leaves   atomic.Bool         // the shell was told
}

// trapErrors gives the command for a trap, of which one condition is ERR.
func (b *bash) trapErrors(left []string) []string {
	var list string
	options := &syntax.ParamExp{Short: true, Param: &syntax.Lit{Value: "-"}}
	marks := map[string]*syntax.Word{
		"EXIT": word(endMark), "ERR": {Parts: []syntax.WordPart{&syntax.Lit{Value: errorMark}, options}},
	}
	for _, name := range left[2:] {
		mark := marks[name]
		text, failed := b.preparedText("trap:", left[1], func(script *syntax.File) { markExits(script, mark) })
		if failed != nil {
			return failed
		}
		if name == "ERR" && text != "" {
			text = errorWord + " || {\n" + text + "\n" + errorEnd + "\n}"
		}
		list += "builtin trap -- " + evalQuoted(text) + " " + name + "\n"
	}
	b.errors.set.Store(true)
	return []string{"eval", list}
}

// began notes that a command begins. One that writes to a pipe runs beside that which the pipe ends with, and is not counted.
func (e *onErrors) began(hc interp.HandlerContext) {
	if !e.set.Load() {
		return
	}
	if f, ok := hc.Stdout.(*os.File); ok && f != e.stdout {
		if info, err := f.Stat(); err == nil && info.Mode()&fs.ModeNamedPipe != 0 {
			return
		}
	}
	e.commands.Add(1)
}

// word gives the command for one of the words. The first ends with the status of what failed where what follows is to be done: not within a
// function, in which there is a local; and not where no command has begun since, for then it is what is around one that failed.
func (e *onErrors) word(hc interp.HandlerContext, name string) []string {
	now := e.commands.Load()
	switch {
	case name == errorEnd:
		e.handled.Store(now)
		return []string{"true"}
	case now == e.handled.Load() || e.leaves.Load():
		return []string{"true"}
	}
	return []string{"eval", "local " + functionVariable + " 2>/dev/null || " + evalQuoted(complaint) + " '' " + strconv.Itoa(hc.LastExitStatus)}
}

// exits gives the status of an exit that was in what was done after an error, and of which the shell is told now.
func (e *onErrors) exits() (status int, due bool) {
	exit := e.exit.Swap(nil)
	if exit == nil {
		return 0, false
	}
	e.leaves.Store(true)
	return *exit, true
}

// functionVariable is one that there is in functions alone.
const functionVariable = "VETHLAB_FUNCTION"

// exitWith is an exit of that status.
func exitWith(status int) *syntax.Stmt {
	return &syntax.Stmt{Cmd: &syntax.CallExpr{Args: []*syntax.Word{word("exit"), word(strconv.Itoa(status))}}}
}
