// Package ipcmd is iproute2's `ip` and `bridge` and bridge-utils' `brctl` as typed commands: [Parse], [ParseBridge] and
// [ParseBrctl] read the words of a command line, String writes them again, and the Print functions write values of
// package topo as iproute2 6.1 and bridge-utils 1.7 (Debian 12) print them, byte for byte.
//
// It is pure: carrying a command out is the work of package kernel. There is one file an object (netns.go, link.go,
// addr.go, route.go, neigh.go, tuntap.go, bridge_link.go, bridge_fdb.go, brctl.go), with its commands, its grammar and its printing
// together; kind.go and its like have a table for each kind of link, args.go the manners that all of iproute2's objects share
// (lib/utils.c), and options.go the flags before the object (ip.c).
//
// Parse(c.String()) gives c back for every command c that Parse gave. Not here: expressions and quoting (package
// shell has them), name lookups (package kernel has them).
package ipcmd

import (
	"cmp"
	"strings"
)

// Command is one command line of `ip`, `bridge` or `brctl`, which its Action tells: the flags before the object, and what to do.
type Command struct {
	Options Options
	Action  Action
}

// String writes the command as one would type it, abbreviations written out, words quoted where a shell needs it.
func (c Command) String() string {
	tool := "ip"
	if a, ok := c.Action.(interface{ tool() string }); ok {
		tool = a.tool()
	}
	if r, ok := c.Action.(Reply); ok {
		return strings.Join(append([]string{tool}, r.words()...), " ")
	}
	words := append([]string{tool}, c.Options.words()...)
	return strings.Join(append(words, c.Action.words()...), " ")
}

// Action is what a command does: one of the structs of this package, such as [LinkAdd] or [AddrShow].
type Action interface {
	// words are the words of the command after "ip" and its flags, quoted for a shell.
	words() []string
}

// Error is a command line that `ip` refuses before it asks the kernel.
type Error struct {
	// Text is what `ip` writes to standard error, its line ends included.
	Text string
	// Status is its exit status: 255 for most (exit(-1)), 1 for some.
	Status int
}

func (e *Error) Error() string { return strings.TrimSuffix(e.Text, "\n") }

// Foreign is a command line that only iproute2 itself carries out: an object, flag or kind that this package does not
// know. Its words are all those after "ip". The shell says so, and runs the machine's own ip for it.
type Foreign struct {
	Words []string
	Tool  string // "bridge" or "brctl"; empty for ip
	What  string // names what is not known: `ip link type "geneve"`
}

func (f Foreign) words() []string { return quoteAll(f.Words) }

func (f Foreign) tool() string { return cmp.Or(f.Tool, "ip") }

// Reply is a command line that is answered without asking the kernel: some help goes to standard output, and with -n a
// wrong line is refused only after `ip` has gone to the namespace, so that a namespace that is not there is told first.
type Reply struct {
	Words    []string // all those after "ip"
	Out, Err string   // for standard output and standard error, line ends included
	Status   int
	Tool     string // as of Foreign
}

func (r Reply) words() []string { return quoteAll(r.Words) }

func (r Reply) tool() string { return cmp.Or(r.Tool, "ip") }
