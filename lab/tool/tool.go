// Package tool has the small programs of a container's root that need nothing of the lab: nc, httpd, cat, ls and their kind, with the
// words and the exit codes of netcat-openbsd and of GNU coreutils in the C locale.
package tool

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Program is one of them. It ends when ctx does; the status is its exit code.
type Program func(ctx context.Context, p Process) (status int)

// Process is what a program was handed.
type Process struct {
	Argv           []string  // its own name first
	Dir            string    // the folder in which paths begin; empty is the process's own
	Env            []string  // "name=value"
	Stdin          io.Reader // nil where it is closed
	Stdout, Stderr io.Writer
	// Do runs f where sockets are made in the right network namespace, which they keep. Nil is here.
	Do func(f func() error) error
	// Ready is called by the programs that are [Servers] when whoever calls may do so: a server listens. It may be nil.
	Ready func()
	// Elsewhere has the machine's own program of that name carry the command out. It may be nil: there is none.
	Elsewhere func(ctx context.Context) (status int)
}

// Servers are the names of the programs that call Ready. All others are ready from their start.
func Servers() []string { return []string{"httpd", "nc"} }

// ready tells that the program listens, or need not.
func (p Process) ready() {
	if p.Ready != nil {
		p.Ready()
	}
}

// elsewhere is for a command line that is not built in.
func (p Process) elsewhere(ctx context.Context) (status int) {
	if p.Elsewhere == nil {
		fmt.Fprintf(p.Stderr, "vethlab: %s is not built in, and there is no other %s here\n", strings.Join(p.Argv, " "), p.Argv[0])
		return 1
	}
	return p.Elsewhere(ctx)
}

// Programs are all of them by their names.
func Programs() map[string]Program {
	return map[string]Program{
		"cat": cat, "cp": cp, "curl": curl, "echo": echo, "env": env, "false": exit(1), "grep": grep, "head": head, "hostname": hostname,
		"httpd": httpd, "id": id, "ln": ln, "ls": ls, "mkdir": mkdir, "nc": nc, "ps": ps, "pwd": pwd, "readlink": readlink, "rm": rm,
		"seq": seq, "sleep": sleep, "sort": sortLines, "tail": tail, "touch": touch, "true": exit(0), "uname": uname, "wc": wc, "wget": wget,
		"whoami": whoami,
	}
}

// path is a path as it is meant in the process's folder.
func (p Process) path(name string) string {
	if p.Dir == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(p.Dir, name)
}

// do makes sockets in the right namespace.
func (p Process) do(f func() error) error {
	if p.Do == nil {
		return f()
	}
	return p.Do(f)
}

// stdin is never nil.
func (p Process) stdin() io.Reader {
	if p.Stdin == nil {
		return strings.NewReader("")
	}
	return p.Stdin
}

// complain says what went wrong, with the program's name before it.
func (p Process) complain(format string, args ...any) {
	fmt.Fprintf(p.Stderr, "%s: %s\n", p.Argv[0], fmt.Sprintf(format, args...))
}

// strerror is what the C library says of an error of a system call.
func strerror(err error) string {
	var n syscall.Errno
	switch {
	case errors.As(err, &n):
		text := n.Error()
		return strings.ToUpper(text[:1]) + text[1:]
	case errors.Is(err, fs.ErrNotExist):
		return "No such file or directory"
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "Connection timed out"
	}
	return err.Error()
}

// options are the switches of a command line, as getopt(3) takes them: letters that stand alone, and those that are followed by a value.
type options struct {
	set    map[byte]bool
	order  string // the letters as they came
	values map[byte]string
	rest   []string
}

// operands is as parse, of a program that wants one operand at least; missing is its complaint where there is none.
func (p Process) operands(alone, with, missing string) (options, bool) {
	o, ok := p.parse(alone, with)
	if ok && len(o.rest) == 0 {
		p.complain("%s", missing)
		ok = false
	}
	return o, ok
}

// parse takes the words apart as getopt_long(3) does, of a program that has no long options.
func (p Process) parse(alone, with string) (options, bool) { return p.take(alone, with, true) }

// getopt takes the words apart as getopt(3) does.
func (p Process) getopt(alone, with string) (options, bool) { return p.take(alone, with, false) }

// take takes the words apart. with has the letters that are followed by a value, alone the others; what is none of them is an error.
func (p Process) take(alone, with string, long bool) (options, bool) {
	o := options{set: map[byte]bool{}, values: map[byte]string{}}
	words := p.Argv[1:]
	for i := 0; i < len(words); i++ {
		w := words[i]
		if w == "--" {
			o.rest = append(o.rest, words[i+1:]...)
			break
		}
		if len(w) < 2 || w[0] != '-' {
			o.rest = append(o.rest, w)
			continue
		}
		if long && strings.HasPrefix(w, "--") {
			p.complain("unrecognized option '%s'", w)
			return o, false
		}
		for j := 1; j < len(w); j++ {
			c := w[j]
			o.order += string(c)
			switch {
			case strings.IndexByte(alone, c) >= 0:
				o.set[c] = true
				continue
			case strings.IndexByte(with, c) < 0:
				p.complain("invalid option -- '%c'", c)
				return o, false
			case j+1 < len(w):
				o.values[c] = w[j+1:]
			case i+1 < len(words):
				i++
				o.values[c] = words[i]
			default:
				p.complain("option requires an argument -- '%c'", c)
				return o, false
			}
			o.set[c] = true
			break
		}
	}
	return o, true
}

func exit(status int) Program { return func(context.Context, Process) int { return status } }
