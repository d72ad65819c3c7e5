//go:build linux

package netfilter

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"

	"vethlab/lab/netns"
	"vethlab/lab/nftcmd"
)

// Run carries a command out in a namespace by the machine's nft, and gives its exit status.
func Run(ctx context.Context, ns *netns.Namespace, c nftcmd.Command, stdout, stderr io.Writer) (status int) {
	run := exec.CommandContext(ctx, "nft", "-f", "-")
	run.Stdin, run.Stdout, run.Stderr = strings.NewReader(c.Text), stdout, stderr
	if err := ns.Do(run.Run); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}
