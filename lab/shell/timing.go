//go:build linux

package shell

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// timeWord is the name of the command by which a `time` is told of the beginning and the end of what it is before. The interpreter's own
// says it on the wrong stream, and knows no other times than the clock's.
const timeWord = ourMark + "time"

// used is how much time something took, or the moment of its beginning: by the clock, and by the processor.
type used struct {
	real         time.Time
	user, system time.Duration
}

// timed makes time X, in a statement, { timeWord begin 1; X; timeWord end 1; }.
func (b *bash) timed(st *syntax.Stmt) {
	clause, ok := st.Cmd.(*syntax.TimeClause)
	if !ok {
		return
	}
	number := strconv.FormatUint(b.timings.Add(1), 10)
	told := func(when string) *syntax.Stmt {
		words := []*syntax.Word{word(timeWord), word(when), word(number)}
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Args: words}}
	}
	end := "end"
	if clause.PosixFormat {
		end = "end -p"
	}
	list := []*syntax.Stmt{told("begin"), told(end)}
	if clause.Stmt != nil {
		list = []*syntax.Stmt{list[0], clause.Stmt, list[1]}
	}
	st.Cmd = &syntax.Block{Lbrace: st.Position, Stmts: list}
}

// time carries out timeWord. The status stays that of what was timed.
func (b *bash) time(hc interp.HandlerContext, when, number string) error {
	now := spent()
	if when == "begin" {
		b.started.Store(number, now)
		return nil
	}
	began, _ := b.started.LoadAndDelete(number)
	if began, ok := began.(used); ok {
		now.write(unsaid(hc.Stderr), began, when == "end -p")
	}
	if hc.LastExitStatus != 0 {
		return interp.ExitStatus(hc.LastExitStatus)
	}
	return nil
}

// spent is what this process and its children have used until now: most commands have no process of their own.
func spent() used {
	now := used{real: time.Now()}
	for _, who := range []int{unix.RUSAGE_SELF, unix.RUSAGE_CHILDREN} {
		var usage unix.Rusage
		if unix.Getrusage(who, &usage) == nil {
			now.user += time.Duration(usage.Utime.Nano())
			now.system += time.Duration(usage.Stime.Nano())
		}
	}
	return now
}

// write writes the time between two moments as bash does (bash(1), TIMEFORMAT), or as POSIX has it.
func (u used) write(w io.Writer, began used, posix bool) {
	if !posix {
		fmt.Fprintln(w)
	}
	for _, t := range []struct {
		name string
		took time.Duration
	}{{"real", u.real.Sub(began.real)}, {"user", u.user - began.user}, {"sys", u.system - began.system}} {
		if posix {
			fmt.Fprintf(w, "%s %.2f\n", t.name, t.took.Seconds())
			continue
		}
		minutes := t.took.Truncate(time.Minute)
		fmt.Fprintf(w, "%s\t%dm%.3fs\n", t.name, int(minutes.Minutes()), (t.took - minutes).Seconds())
	}
}
