//go:build linux

package shell

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
)

// execUsage is bash's.
const execUsage = "exec: usage: exec [-cl] [-a name] [command [argument ...]] [redirection ...]"

// replace gives the words of an exec (bash(1), SHELL BUILTIN COMMANDS). A program that cannot be run ends a script, but no shell that somebody
// types in: with the interpreter's, one slip at a prompt would end the lab.
func (b *bash) replace(hc interp.HandlerContext, argv []string) []string {
	words := argv[1:]
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	} else if len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' {
		if wrong := strings.Trim(words[0][1:], "acl"); wrong != "" {
			return []string{complaint, "exec: -" + wrong[:1] + ": invalid option\n" + execUsage, "2"}
		}
		return []string{complaint, notBuiltIn("exec " + words[0]), "2"}
	}
	if len(words) == 0 {
		return argv[:1]
	}
	text, status := b.unrunnable(hc, words[0])
	switch {
	case status == 0:
		return append([]string{"exec"}, words...)
	case !b.numbers:
		return []string{complaint, text, strconv.Itoa(status)}
	}
	return []string{"eval", evalQuoted(complaint) + " " + evalQuoted(text) + "; exit " + strconv.Itoa(status)}
}

// unrunnable tells why a program cannot be run, in the words that bash has for exec, and its status; 0 for one that can.
func (b *bash) unrunnable(hc interp.HandlerContext, name string) (text string, status int) {
	if b.shell.owns(name) {
		return "", 0
	}
	if !strings.Contains(name, "/") {
		if _, err := interp.LookPathDir(hc.Dir, expand.ListEnviron("PATH="+hc.Env.Get("PATH").String()), name); err != nil {
			return "exec: " + name + ": not found", notFound
		}
		return "", 0
	}
	path := inDir(hc.Dir, name)
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		err = syscall.EISDIR
	case err == nil && info.Mode()&0o111 == 0:
		err = syscall.EACCES
	case err == nil:
		return "", 0
	}
	if errors.Is(err, fs.ErrNotExist) {
		return path + ": " + strerror(err), notFound
	}
	return name + ": " + strerror(err) + "\n" + b.prefix() + " exec: " + name + ": cannot execute: " + strerror(err), cannotExecute
}
