//go:build linux

package probe

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vethlab/lab/netns"
)

// Run sends echo requests in the namespace at and calls each with the outcome of every one, in the order in which they
// became known, from the calling goroutine. It ends when all have one, or with ctx: then the error is nil too. A
// request that cannot be sent is an outcome; so is that there is no route at all, which each request is told.
func Run(ctx context.Context, at *netns.Namespace, e Echo, each func(Reply)) error {
	p := pinger{at: at, echo: e, each: each, pending: map[int]time.Time{}}
	defer p.close()
	for next := time.Now(); ; {
		now := time.Now()
		if ctx.Err() != nil {
			return nil
		}
		p.expire(now)
		if p.more() && !now.Before(next) {
			p.request(now)
			next = next.Add(e.interval())
		}
		if !p.more() && len(p.pending) == 0 {
			return nil
		}
		if err := p.wait(ctx, p.wake(next)); err != nil {
			return fmt.Errorf("ping %s: %w", e.To, err)
		}
	}
}

// pinger is a Run under way.
type pinger struct {
	at      *netns.Namespace
	echo    Echo
	each    func(Reply)
	socket  *socket // nil until there is a way to the other end
	sent    int
	pending map[int]time.Time // when the requests were sent that have no outcome yet
	first   int               // the oldest of them, or the next
}

func (p *pinger) more() bool { return p.echo.Count == 0 || p.sent < p.echo.Count }

func (p *pinger) close() {
	if p.socket != nil {
		p.socket.close()
	}
}

// request sends one request; where the kernel refuses, that is its outcome.
func (p *pinger) request(now time.Time) {
	p.sent++
	err := error(nil)
	if p.socket == nil {
		p.socket, err = open(p.at, p.echo, false)
	}
	if err == nil {
		err = p.socket.send(p.sent, p.echo.Size)
	}
	if err != nil {
		p.each(Reply{Seq: p.sent, Outcome: NotSent, Reason: why(err)})
		return
	}
	p.pending[p.sent] = now
}

// why is what the kernel said, without the name of the call.
func why(err error) string {
	var r *refusal
	if errors.As(err, &r) {
		return strerror(r.err)
	}
	return strerror(err)
}

// expire gives up the requests that have waited long enough, in their order.
func (p *pinger) expire(now time.Time) {
	for ; p.first <= p.sent; p.first++ {
		sent, waits := p.pending[p.first]
		if !waits {
			continue
		}
		if now.Sub(sent) < p.echo.wait() {
			return
		}
		delete(p.pending, p.first)
		p.each(Reply{Seq: p.first, Outcome: NoAnswer})
	}
}

// wake is when there is something to do, if nothing comes before.
func (p *pinger) wake(next time.Time) time.Time {
	until := next
	if oldest, waits := p.pending[p.first]; waits {
		end := oldest.Add(p.echo.wait())
		if !p.more() || end.Before(until) {
			until = end
		}
	}
	return until
}

// wait takes one message, if one comes until then.
func (p *pinger) wait(ctx context.Context, until time.Time) error {
	if p.socket == nil {
		timer := time.NewTimer(time.Until(until))
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
		return nil
	}
	r, ok, err := p.socket.receive(ctx, until)
	if err != nil || !ok || r.local {
		return err
	}
	r.Seq = whole(r.Seq, p.sent)
	sent, waits := p.pending[r.Seq]
	switch {
	case waits && r.Outcome == Answered:
		r.RTT = r.at.Sub(sent)
	case !waits && r.Outcome == Answered:
		r.Duplicate = true
	case !waits:
		return nil
	}
	delete(p.pending, r.Seq)
	p.each(r.Reply)
	return nil
}

// whole is the number of the newest request with these 16 bits in its header.
func whole(seq, sent int) int {
	return sent - int(uint16(sent-seq))
}
