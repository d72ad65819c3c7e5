//go:build linux

package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/sys/unix"

	"vethlab/lab/netfilter"
	"vethlab/lab/nftcmd"
)

// nft carries out nft(8). What package nftcmd does not know, and what the kernel refuses, is left to the machine's own nft, which
// tells best what is wrong: nothing was done then.
func (c *command) nft(ctx context.Context, argv []string) (int, error) {
	inner := *c
	script, err := inner.nftScript(argv[1:])
	if inner.stdin != c.stdin {
		defer inner.stdin.Close()
	}
	if err == nil {
		err = netfilter.Run(c.place.ns, script, c.stdout)
	}
	if err == nil {
		return 0, nil
	}
	if _, missing := c.find("nft"); missing == nil {
		return inner.program(ctx, argv)
	}
	var n unix.Errno
	switch {
	case errors.Is(err, nftcmd.ErrForeign):
		fmt.Fprintf(c.stderr, "vethlab: %s: %v; the package nftables has the program that does it\n", strings.Join(argv, " "), err)
	case errors.As(err, &n):
		fmt.Fprintf(c.stderr, "Error: Could not process rule: %s\n", strerror(n))
	default:
		fmt.Fprintf(c.stderr, "Error: %v\n", err)
	}
	return 1, nil
}

// nftScript is what the words say, or the file of -f. A script that was read from standard input stands there again afterwards.
func (c *command) nftScript(words []string) (nftcmd.Script, error) {
	if len(words) != 2 || words[0] != "-f" {
		return nftcmd.Parse(words)
	}
	var text []byte
	var err error
	if words[1] == "-" || words[1] == "/dev/stdin" {
		text, err = c.again()
	} else {
		text, err = os.ReadFile(inDir(c.dir, words[1]))
	}
	if err != nil {
		return nftcmd.Script{}, err
	}
	return nftcmd.ParseScript(string(text))
}

// again reads standard input to its end, and puts a copy in its place.
func (c *command) again() ([]byte, error) {
	if c.stdin == nil {
		return nil, nil
	}
	text, err := io.ReadAll(c.stdin)
	if err != nil {
		return nil, err
	}
	fd, err := unix.MemfdCreate("stdin", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, os.NewSyscallError("memfd_create", err)
	}
	c.stdin = os.NewFile(uintptr(fd), "stdin")
	if _, err := c.stdin.Write(text); err != nil {
		return nil, err
	}
	_, err = c.stdin.Seek(0, io.SeekStart)
	return text, err
}
