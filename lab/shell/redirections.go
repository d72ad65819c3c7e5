//go:build linux

package shell

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The interpreter has no descriptors but 0, 1 and 2. Which file a further one is stands in a variable, fdVariable and its number, so that
// subshells have their own: it holds a key of [descriptors]. fdWord and `open N OP WORD`, `push …` and `pop N` are the commands by which
// such a redirection is made, for good or for one command; a path that begins with fdPath means what a descriptor is.
const (
	fdWord     = ourMark + "fd"
	fdPath     = "/dev/vethlab/fd/"
	fdVariable = "VETHLAB_FD_"
	fdOpen     = "open"
	fdPush     = "push"
	fdPop      = "pop"
	fdEnd      = "end" // of a subshell that has opened it
	fdLeave    = "--"  // instead of -: the file is an outer shell's, which has it still
	firstNamed = 10    // is the first descriptor for {name}>file (bash(1), REDIRECTION)
)

// descriptors are the files that a bash has opened by further descriptors.
type descriptors struct {
	mu    sync.Mutex
	count int
	open  map[string]opened
}

// opened is what a descriptor is.
type opened struct {
	io.Writer      // an *os.File, or what a standard stream was
	own       bool // is nobody else's to close
}

// close closes it.
func (o opened) close() {
	if f, ok := o.Writer.(*os.File); ok && o.own {
		f.Close()
	}
}

// add keeps a file, and gives its key.
func (d *descriptors) add(w opened) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.open == nil {
		d.open = map[string]opened{}
	}
	d.count++
	key := strconv.Itoa(d.count)
	d.open[key] = w
	return key
}

// get is the file of a descriptor in an environment; nil where there is none.
func (d *descriptors) get(env expand.Environ, number string) io.Writer {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.open[env.Get(fdVariable+number).String()].Writer
}

// closeAll closes them, as the end of a process does.
func (d *descriptors) closeAll() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, o := range d.open {
		o.close()
	}
	d.open = nil
}

// drop closes the file of a key.
func (d *descriptors) drop(key string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open[key].close()
	delete(d.open, key)
}

// inherited are the files that a program gets beside its standard streams, from descriptor 3 on.
func (d *descriptors) inherited(env expand.Environ) (files []*os.File) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.open) == 0 {
		return nil
	}
	numbers := map[int]*os.File{}
	env.Each(func(name string, v expand.Variable) bool {
		if digits, ok := strings.CutPrefix(name, fdVariable); ok {
			n, _ := strconv.Atoi(digits)
			f, _ := plain(d.open[v.String()].Writer).(*os.File)
			numbers[n] = f
		}
		return true
	})
	for _, n := range slices.Sorted(maps.Keys(numbers)) {
		if f := numbers[n]; f != nil && n > 2 {
			files = append(files, make([]*os.File, max(0, n-2-len(files)))...)
			files[n-3] = f
		}
	}
	return files
}

// redirect has a statement's redirections be such as the interpreter knows.
func redirect(st *syntax.Stmt) {
	for i, rd := range st.Redirs {
		if further(rd) {
			scope(st, i)
			return
		}
		plainRedirection(rd)
	}
}

// enclose has a subshell leave the files of the outer shell open, and close its own at its end.
func enclose(sub *syntax.Subshell) {
	opened := map[string]bool{}
	eachFurther(sub, func(rd *syntax.Redirect) {
		if rd.Word.Lit() != "-" {
			opened[rd.N.Value] = true
		}
	})
	eachFurther(sub, func(rd *syntax.Redirect) {
		if rd.Word.Lit() == "-" && !opened[rd.N.Value] {
			rd.Word = word(fdLeave)
		}
	})
	for _, number := range slices.Sorted(maps.Keys(opened)) {
		if _, err := strconv.Atoi(number); err == nil {
			sub.Stmts = append(sub.Stmts, &syntax.Stmt{Position: sub.Rparen, Cmd: &syntax.CallExpr{
				Args: []*syntax.Word{word(fdWord), word(fdEnd), word(number)},
			}})
		}
	}
}

// eachFurther gives f the redirections of further descriptors that an exec in a subshell makes, and none in a subshell of that.
func eachFurther(sub *syntax.Subshell, f func(rd *syntax.Redirect)) {
	syntax.Walk(sub, func(n syntax.Node) bool {
		if inner, ok := n.(*syntax.Subshell); ok && inner != sub {
			return false
		}
		if st, ok := n.(*syntax.Stmt); ok && isExec(st.Cmd) {
			for _, rd := range st.Redirs {
				if further(rd) {
					f(rd)
				}
			}
		}
		return true
	})
}

// isExec tells of an exec that has only redirections.
func isExec(c syntax.Command) bool {
	call, ok := c.(*syntax.CallExpr)
	return ok && len(call.Args) == 1 && call.Args[0].Lit() == "exec"
}

// further tells of a redirection of another descriptor than 0, 1 and 2.
func further(rd *syntax.Redirect) bool {
	return rd.N != nil && !slices.Contains([]string{"0", "1", "2"}, rd.N.Value)
}

// plainRedirection puts what the interpreter knows for a redirection of a standard stream.
func plainRedirection(rd *syntax.Redirect) {
	word := rd.Word.Lit()
	_, err := strconv.Atoi(word)
	switch rd.Op {
	case syntax.RdrClob:
		clobber(rd)
	case syntax.DplOut, syntax.DplIn:
		switch {
		case word == "-" || word == "1" && rd.Op == syntax.DplOut && (rd.N == nil || rd.N.Value == "1"):
			return
		case rd.Op == syntax.DplOut && word != "" && err != nil && rd.N == nil:
			rd.Op = syntax.RdrAll
			return
		}
		// 2>&1 too: what the interpreter says of its own on a stream that it made itself would be in its words.
		rd.Op = map[syntax.RedirOperator]syntax.RedirOperator{syntax.DplOut: syntax.RdrOut, syntax.DplIn: syntax.RdrIn}[rd.Op]
		rd.Word = &syntax.Word{Parts: append([]syntax.WordPart{&syntax.Lit{ValuePos: rd.Word.Pos(), ValueEnd: rd.Word.Pos(), Value: fdPath}}, rd.Word.Parts...)}
	}
}

// scope makes X A N>F B, of which A is before the redirection of a further descriptor and B after it, { push N > F && { X B; pop N; }; } A.
// Of an exec, whose redirections last, it makes { exec A; open N > F; exec B; }.
func scope(st *syntax.Stmt, at int) {
	rd := st.Redirs[at]
	before, after := st.Redirs[:at:at], st.Redirs[at+1:]
	target := rd.Word
	op := rd.Op.String()
	if rd.Op == syntax.WordHdoc || rd.Op == syntax.Hdoc || rd.Op == syntax.DashHdoc {
		return // is refused
	}
	told := func(words ...*syntax.Word) *syntax.Stmt {
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Args: append([]*syntax.Word{word(fdWord)}, words...)}}
	}
	number := word(rd.N.Value)
	if isExec(st.Cmd) {
		list := []*syntax.Stmt{told(word(fdOpen), number, verbatim(op), target)}
		if len(before) > 0 {
			list = append([]*syntax.Stmt{{Position: st.Position, Cmd: st.Cmd, Redirs: before}}, list...)
		}
		if len(after) > 0 {
			list = append(list, &syntax.Stmt{Position: st.Position, Cmd: st.Cmd, Redirs: after})
		}
		st.Redirs, st.Cmd = nil, &syntax.Block{Lbrace: st.Position, Stmts: list}
		return
	}
	inner := []*syntax.Stmt{{Position: st.Position, Cmd: st.Cmd, Redirs: after}, told(word(fdPop), number)}
	st.Redirs = before
	st.Cmd = &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{{Position: st.Position, Cmd: &syntax.BinaryCmd{
		OpPos: st.Position, Op: syntax.AndStmt, X: told(word(fdPush), number, verbatim(op), target),
		Y: &syntax.Stmt{Position: st.Position, Cmd: &syntax.Block{Lbrace: st.Position, Stmts: inner}},
	}}}}
	for _, rd := range before {
		plainRedirection(rd)
	}
}

// fd carries out fdWord, and gives the command that is left for the interpreter.
func (b *bash) fd(ctx interp.HandlerContext, open func(path string, flag int) (io.ReadWriteCloser, error), words []string) []string {
	what, number := words[0], words[1]
	variable := fdVariable + number
	switch what {
	case fdEnd:
		b.files.drop(ctx.Env.Get(variable).String())
		return []string{complaint, "", strconv.Itoa(ctx.LastExitStatus)}
	case fdPop:
		b.files.drop(ctx.Env.Get(variable).String())
		return []string{"eval", fmt.Sprintf("%s=${%s_WAS-}; (exit %d)", variable, variable, ctx.LastExitStatus)}
	}
	set := ""
	if name := strings.Trim(number, "{}"); name != number {
		if strings.HasSuffix(words[2], "&") && (words[3] == "-" || words[3] == fdLeave) {
			number = ctx.Env.Get(name).String()
		} else {
			n := firstNamed
			for b.files.get(ctx.Env, strconv.Itoa(n)) != nil {
				n++
			}
			number = strconv.Itoa(n)
			set = name + "=" + number + "; "
		}
		variable = fdVariable + number
	}
	if what == fdPush {
		set += fmt.Sprintf("%s_WAS=${%s-}; ", variable, variable)
	}
	if (words[3] == "-" || words[3] == fdLeave) && (words[2] == ">&" || words[2] == "<&") {
		if what == fdOpen && words[3] == "-" {
			b.files.drop(ctx.Env.Get(variable).String())
		}
		return []string{"eval", set + variable + "="}
	}
	w, err := b.opened(ctx, open, words[2], words[3])
	if err != nil {
		fmt.Fprintln(unsaid(ctx.Stderr), err)
		return []string{"false"}
	}
	return []string{"eval", set + variable + "=" + b.files.add(w)}
}

// opened opens what a redirection to a further descriptor names.
func (b *bash) opened(hc interp.HandlerContext, open func(path string, flag int) (io.ReadWriteCloser, error), op, word string) (opened, error) {
	flag := map[string]int{
		"<": os.O_RDONLY, ">": os.O_WRONLY | os.O_CREATE | os.O_TRUNC, ">|": os.O_WRONLY | os.O_CREATE | os.O_TRUNC,
		">>": os.O_WRONLY | os.O_CREATE | os.O_APPEND, "<>": os.O_RDWR | os.O_CREATE, ">&": os.O_WRONLY, "<&": os.O_RDONLY,
	}
	switch op {
	case ">&", "<&":
		word = fdPath + word
	case ">|":
		word = clobberPath + word
	}
	f, err := open(word, flag[op])
	if err != nil {
		return opened{}, err
	}
	if h, ok := f.(heard); ok {
		f = h.ReadWriteCloser
	}
	if s, ok := f.(said); ok {
		return opened{s.w, false}, nil
	}
	return opened{f, true}, nil
}

// duplicate is what a descriptor is, opened for a redirection (dup(2)): at the same place of the same file.
func (b *bash) duplicate(hc interp.HandlerContext, number string, reads bool) (io.ReadWriteCloser, error) {
	var stream any
	switch number {
	case "0":
		stream = hc.Stdin
	case "1":
		stream = unsaid(hc.Stdout)
	case "2":
		stream = unsaid(hc.Stderr)
	default:
		if w := b.files.get(hc.Env, number); w != nil {
			stream = w
		}
	}
	if file, ok := stream.(*os.File); ok && file != nil && (reads || number != "1" && number != "2") {
		var twin *os.File
		err := descriptor(file, func(fd int) error {
			twice, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
			if err == nil {
				twin = os.NewFile(uintptr(twice), file.Name())
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		if reads {
			return twin, nil
		}
		return heard{twin, said{twin, b}}, nil
	}
	if w, ok := stream.(io.Writer); ok {
		return said{w, b}, nil
	}
	return nil, &os.PathError{Op: b.prefix(), Path: number, Err: badDescriptor{}}
}

type badDescriptor struct{}

func (badDescriptor) Error() string { return "Bad file descriptor" }
