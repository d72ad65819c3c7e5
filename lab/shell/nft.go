//go:build linux

package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/sys/unix"

	"vethlab/lab/netfilter"
	"vethlab/lab/nftcmd"
)

// nft carries out nft(8). What package nftcmd does not know is left to the machine's own nft: nothing was done then.
func (c *command) nft(ctx context.Context, argv []string) (int, error) {
	inner := *c
	script, err := inner.nftScript(argv[1:])
	if inner.stdin != c.stdin {
		defer inner.stdin.Close()
	}
	if err == nil && script.Help != "" {
		_, err = io.WriteString(c.stdout, nftcmd.HelpText(script.Help))
		return 0, err
	}
	if err == nil {
		err = netfilter.Run(c.place.ns, script, c.stdout)
	}
	if err == nil {
		return 0, nil
	}
	var fault *nftcmd.Fault
	if errors.As(err, &fault) {
		_, err := io.WriteString(c.stderr, fault.Text())
		return 1, err
	}
	path, missing := c.find("nft")
	switch foreign := errors.Is(err, nftcmd.ErrForeign); {
	case foreign && missing != nil:
		fmt.Fprintf(c.stderr, "vethlab: %s is not built in, and there is no other nft here (in Debian: apt install nftables)\n", strings.Join(argv, " "))
	case missing != nil:
		fmt.Fprintf(c.stderr, "Error: %v\n", err)
	case foreign:
		return inner.elsewhere(ctx, argv, strings.Join(argv, " "), path)
	default:
		return inner.program(ctx, argv)
	}
	return 1, nil
}

// nftScript is what the words say, or the file of -f. A script that was read from standard input stands there again afterwards.
func (c *command) nftScript(words []string) (nftcmd.Script, error) {
	line, err := nftcmd.ParseLine(words)
	if err != nil || line.File == "" || line.Help != "" {
		return nftcmd.Parse(words)
	}
	var text []byte
	if isStdin(line.File) && line.Options.JSON {
		// It reads that as JSON first, and what is in a pipe it has no second time.
		return nftcmd.Script{}, fmt.Errorf("%w: -j and a script from standard input", nftcmd.ErrForeign)
	}
	if isStdin(line.File) {
		text, err = c.again()
	} else {
		text, err = os.ReadFile(inDir(c.dir, line.File))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nftcmd.Script{}, fmt.Errorf("%w: could not open %s", nftcmd.ErrForeign, line.File)
	}
	if err != nil {
		return nftcmd.Script{}, err
	}
	if line.File == "-" {
		line.File = "/dev/stdin"
	}
	script, err := nftcmd.ParseScript(string(text))
	script.Options, script.File = line.Options, line.File
	return script, err
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
