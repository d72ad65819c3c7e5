//go:build linux

package kernel

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// maxFlushRounds is how often `ip address flush` asks again where no -loops says otherwise (max_flush_loops of ip.c), and `ip neighbour
// flush` always.
const maxFlushRounds = 10

// addrFlush is `ip address flush`: what is left after a round is deleted in the next, because deleting one address may
// delete its secondaries, or make one of them the first.
func (c *call) addrFlush(a ipcmd.AddrFlush) error {
	_, index, err := c.selected(a.AddrFilter)
	if err != nil {
		return err
	}
	all, err := c.h.links()
	if err != nil {
		return refused(err)
	}
	names := namesOf(all)
	rounds, err := strconv.Atoi(cmp.Or(c.options.Loops, strconv.Itoa(maxFlushRounds)))
	if err != nil {
		return fmt.Errorf("read the rounds of a flush: %w", err)
	}
	for round := 0; rounds == 0 || round < rounds; round++ {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		list, err := c.h.addresses(familyNumber(a.Family), index)
		if err != nil {
			return refused(err)
		}
		var chosen [][]byte
		p := ipcmd.NewPrinter(c.options)
		for _, address := range list {
			if name := names.of(address.link); a.Addr(address.Addr, name) {
				chosen = append(chosen, address.message)
				p.FlushedAddr(address.Addr, address.link, name)
			}
		}
		if len(chosen) == 0 {
			return c.flushed(round)
		}
		if c.options.Stats > 1 {
			if err := p.Flush(c.stdout); err != nil {
				return err
			}
		}
		if err := c.h.flush(unix.RTM_DELADDR, chosen); err != nil && !errors.Is(err, unix.EADDRNOTAVAIL) {
			return flushFailed(255, err)
		}
		if err := c.flushRound(round+1, len(chosen), "addresses"); err != nil {
			return err
		}
		if a.FlagMask&topo.AddrSecondary != 0 && a.Flags&topo.AddrSecondary == 0 {
			return c.flushed(round + 1)
		}
	}
	return failed(255, "*** Flush remains incomplete after %d rounds. ***\n", rounds)
}

// flush sends messages of a dump back as orders of that type. All are sent; the error is that of the first that failed.
func (h *Handle) flush(kind int, messages [][]byte) error {
	var first error
	for _, m := range messages {
		r := h.request(kind, unix.NLM_F_ACK)
		r.AddRawData(m)
		if _, err := r.execute(0); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func flushFailed(status int, err error) error {
	var number unix.Errno
	if !errors.As(err, &number) {
		return fmt.Errorf("flush: %w", err)
	}
	return failed(status, "Failed to send flush request: %s\n", strerror(number))
}

// flushRound tells of a round of a flush, where -s asks for that.
func (c *call) flushRound(round, count int, what string) error {
	if c.options.Stats == 0 {
		return nil
	}
	_, err := fmt.Fprintf(c.stdout, "\n*** Round %d, deleting %d %s ***\n", round, count, what)
	return err
}

// flushed tells that nothing is left, after that many rounds, where -s asks for that.
func (c *call) flushed(rounds int) (err error) {
	switch {
	case c.options.Stats == 0:
	case rounds == 0:
		_, err = io.WriteString(c.stdout, "Nothing to flush.\n")
	case rounds == 1:
		_, err = io.WriteString(c.stdout, "*** Flush is complete after 1 round ***\n")
	default:
		_, err = fmt.Fprintf(c.stdout, "*** Flush is complete after %d rounds ***\n", rounds)
	}
	return err
}
