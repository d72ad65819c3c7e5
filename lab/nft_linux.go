package lab

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"vethlab/lab/netfilter"
	"vethlab/lab/nftcmd"
	"vethlab/lab/shell"
)

// nft carries out nft(8) in the namespace in which the shell stands. What package nftcmd does not know, and what the kernel refuses,
// is left to the machine's own nft, which tells best what is wrong: nothing was done then.
func nft(ctx context.Context, p shell.Process) (int, error) {
	script, input, err := nftScript(p)
	if err == nil {
		err = netfilter.Run(p.Namespace, script, p.Stdout)
	}
	if err == nil {
		return 0, nil
	}
	if path, missing := exec.LookPath("/usr/sbin/nft"); missing == nil {
		return realNFT(ctx, p, path, input), nil
	}
	if errors.Is(err, nftcmd.ErrForeign) {
		fmt.Fprintf(p.Stderr, "vethlab: nft %s: %v; the package nftables has the program that does it\n", strings.Join(p.Argv[1:], " "), err)
		return 1, nil
	}
	var n unix.Errno
	errors.As(err, &n)
	fmt.Fprintf(p.Stderr, "Error: Could not process rule: %v\n", n)
	return 1, nil
}

// nftScript is what the words say; input is what was read of standard input.
func nftScript(p shell.Process) (script nftcmd.Script, input string, err error) {
	words := p.Argv[1:]
	if len(words) != 2 || words[0] != "-f" {
		script, err = nftcmd.Parse(words)
		return script, "", err
	}
	var text []byte
	if words[1] == "-" || words[1] == "/dev/stdin" {
		if p.Stdin != nil {
			text, err = io.ReadAll(p.Stdin)
		}
		input = string(text)
	} else {
		at := words[1]
		if !filepath.IsAbs(at) {
			at = filepath.Join(p.Dir, at)
		}
		text, err = os.ReadFile(at)
	}
	if err != nil {
		return script, input, err
	}
	script, err = nftcmd.ParseScript(string(text))
	return script, input, err
}

func realNFT(ctx context.Context, p shell.Process, path, input string) int {
	run := exec.CommandContext(ctx, path, p.Argv[1:]...)
	run.Dir, run.Env, run.Stdout, run.Stderr = p.Dir, p.Env(), p.Stdout, p.Stderr
	switch {
	case input != "":
		run.Stdin = strings.NewReader(input)
	case p.Stdin != nil:
		run.Stdin = p.Stdin
	}
	err := p.Namespace.Do(run.Run)
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	}
	fmt.Fprintf(p.Stderr, "nft: %v\n", err)
	return 1
}
