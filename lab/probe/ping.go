//go:build linux

package probe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
)

// The exit statuses of ping(8).
const (
	statusAnswered = 0
	statusSilent   = 1 // no answer, or a wrong command line
	statusFailed   = 2 // could not begin
)

// floodInterval is how long a flood waits for an answer before the next request.
const floodInterval = 10 * time.Millisecond

// Ping is ping(8) of iputils 20221126: it carries out a command line, argv[0] its name, in the namespace at, and gives
// the exit status. When ctx ends it prints its statistics, as at Ctrl-C. known is false, and nothing was done, for
// options that only the machine's own ping has.
func Ping(ctx context.Context, at *netns.Namespace, argv []string, stdout, stderr io.Writer) (status int, known bool) {
	o, err := parsePing(argv)
	var wrong *usageError
	switch {
	case errors.Is(err, foreignError{}):
		return 0, false
	case errors.As(err, &wrong):
		io.WriteString(stderr, o.warning+wrong.text)
		return wrong.status, true
	}
	p := &ping{options: o, stdout: stdout, stderr: stderr, answered: map[int]bool{}, times: map[int]time.Time{}}
	io.WriteString(stderr, o.warning)
	if err := p.begin(at); err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", o.program, err)
		return statusFailed, true
	}
	defer p.socket.close()
	p.header()
	p.loop(ctx)
	return p.finish(), true
}

// ping is a ping under way; the numbers are those of its statistics.
type ping struct {
	options        pingOptions
	stdout, stderr io.Writer
	socket         *socket

	sent, received, repeats, errors int
	pipe                            int
	begun, now                      time.Time
	times                           map[int]time.Time
	answered                        map[int]bool
	rtts                            rtts
}

func (p *ping) begin(at *netns.Namespace) (err error) {
	six := p.options.echo.To.Is6()
	if p.options.nowhere && six {
		return errors.New("unknown iface: ")
	}
	p.socket, err = open(at, p.options.echo, p.options.broadcast)
	var r *refusal
	switch {
	case errors.Is(err, errNoZone):
		return fmt.Errorf("%s: Name or service not known", p.options.target)
	case !errors.As(err, &r):
		return err
	case errors.Is(r.err, unix.EACCES):
		return errors.New("Do you want to ping broadcast? Then -b. If not, check your local firewall rules")
	case r.call == "bind" && six:
		return &refusal{"bind icmp socket", r.err}
	case errors.Is(r.err, unix.ENODEV) && six:
		return fmt.Errorf("unknown iface: %s", p.options.echo.Device)
	}
	return err
}

func (p *ping) header() {
	o := p.options
	if p.socket.broadcast {
		fmt.Fprintln(p.stderr, "WARNING: pinging broadcast address")
	}
	from := ""
	if o.echo.Source.IsValid() || o.from {
		from = fmt.Sprintf("from %s %s: ", p.socket.source, o.echo.Device)
	}
	if (o.echo.Device != "" || o.nowhere) && !o.echo.Source.IsValid() && !p.socket.onDevice {
		fmt.Fprintf(p.stderr, "%s: Warning: source address might be selected on device other than: %s\n", o.program, o.echo.Device)
	}
	if !o.echo.To.Is6() {
		fmt.Fprintf(p.stdout, "PING %s (%s) %s%d(%d) bytes of data.\n", o.target, p.socket.dest, from, o.echo.Size,
			o.echo.Size+icmpHeader+ipHeader)
		return
	}
	fmt.Fprintf(p.stdout, "PING %s(%s) %s%d data bytes\n", o.target, o.named(p.socket.dest), from, o.echo.Size)
}

// loop sends and receives until it is time to end (iputils' main_loop and its __schedule_exit).
func (p *ping) loop(ctx context.Context) {
	p.begun = time.Now()
	var ending time.Time // when the wait after the last request ends; zero until then
	if p.options.deadline > 0 {
		ending = p.begun.Add(p.options.deadline)
	}
	count, next := p.options.echo.Count, p.begun
	for ctx.Err() == nil {
		now := time.Now()
		done := count > 0 && p.received+p.errors >= count || p.options.deadline > 0 && p.errors > 0
		if done || !ending.IsZero() && !now.Before(ending) {
			return
		}
		more := count == 0 || p.sent < count || p.options.deadline > 0
		if more && !now.Before(next) {
			p.request()
			next = now.Add(max(p.options.interval, floodInterval))
			continue
		}
		if !more && ending.IsZero() {
			ending = now.Add(p.linger())
		}
		until := next
		if !more || !ending.IsZero() && ending.Before(next) {
			until = ending
		}
		r, ok, err := p.socket.receive(ctx, until)
		if err != nil {
			fmt.Fprintf(p.stderr, "%s: recvmsg: %s\n", p.options.program, strerror(err))
			return
		}
		if ok {
			next = p.take(r, next)
		}
	}
}

// linger is how long to wait after the last request.
func (p *ping) linger() time.Duration {
	if p.received > 0 {
		return max(2*p.rtts.most, p.options.interval)
	}
	return p.options.echo.wait()
}

func (p *ping) request() {
	p.now = time.Now()
	p.times[p.sent+1] = p.now
	// What the error queue does not tell, too, ping keeps to itself: such a request is lost.
	if err := p.socket.send(p.sent+1, p.options.echo.Size); err == nil {
		p.flood(".")
	}
	p.sent++
}

func (p *ping) flood(text string) {
	if p.options.flood && !p.options.quiet {
		io.WriteString(p.stdout, text)
	}
}

// take tells of what came back. A flood sends the next request at once.
func (p *ping) take(r received, next time.Time) time.Time {
	p.now = r.at
	if r.local {
		p.errors++
		if !p.options.quiet && !p.options.flood {
			fmt.Fprintf(p.stderr, "%s: %s\n", p.options.program, r.Reason)
		}
		return next
	}
	r.Seq = whole(r.Seq, p.sent)
	p.pipe = max(p.pipe, p.sent-r.Seq+1)
	if r.Outcome == Unreachable {
		p.errors++
		p.flood("\bE")
		if !p.options.quiet && !p.options.flood {
			fmt.Fprintf(p.stdout, "%sFrom %s icmp_seq=%d %s\n", p.stamp(r.at), p.options.named(r.From), r.Seq&0xffff, r.Reason)
		}
		return next
	}
	r.RTT = r.at.Sub(p.times[r.Seq])
	p.rtts.add(r.RTT)
	if r.Duplicate = p.answered[r.Seq]; r.Duplicate {
		p.repeats++
	} else {
		p.received++
		p.answered[r.Seq] = true
	}
	p.flood("\b \b")
	if !p.options.quiet && !p.options.flood {
		fmt.Fprint(p.stdout, p.stamp(r.at), p.line(r.Reply), "\n")
	}
	if p.options.interval == 0 {
		return r.at
	}
	return next
}

func (p *ping) stamp(at time.Time) string {
	if !p.options.stamps {
		return ""
	}
	return fmt.Sprintf("[%d.%06d] ", at.Unix(), at.Nanosecond()/1000)
}

// line is the text of one answer.
func (p *ping) line(r Reply) string {
	text := fmt.Sprintf("%d bytes from %s: icmp_seq=%d ttl=%d", r.Bytes, p.options.named(r.From), r.Seq&0xffff, r.TTL)
	if p.timing() {
		text += " time=" + milliseconds(r.RTT)
	}
	if r.Duplicate {
		text += " (DUP!)"
	}
	return text
}

// timing tells whether there is room for a time in the data: a struct timeval.
func (p *ping) timing() bool { return p.options.echo.Size >= 16 }

// milliseconds has as many digits as ping gives it: four, or those before the point.
func milliseconds(d time.Duration) string {
	us := d.Microseconds()
	switch {
	case us >= 100000-50:
		return fmt.Sprintf("%d ms", (us+500)/1000)
	case us >= 10000-5:
		return fmt.Sprintf("%d.%01d ms", (us+50)/1000, (us+50)%1000/100)
	case us >= 1000:
		return fmt.Sprintf("%d.%02d ms", (us+5)/1000, (us+5)%1000/10)
	}
	return fmt.Sprintf("%d.%03d ms", us/1000, us%1000)
}

// finish prints the statistics and gives the exit status.
func (p *ping) finish() int {
	w := p.stdout
	fmt.Fprintf(w, "\n--- %s ping statistics ---\n%d packets transmitted, %d received", p.options.target, p.sent, p.received)
	if p.repeats > 0 {
		fmt.Fprintf(w, ", +%d duplicates", p.repeats)
	}
	if p.errors > 0 {
		fmt.Fprintf(w, ", +%d errors", p.errors)
	}
	if p.sent > 0 {
		loss := float32(float64(p.sent-p.received) * 100 / float64(p.sent))
		fmt.Fprintf(w, ", %.6g%% packet loss, time %dms", loss, p.now.Sub(p.begun).Milliseconds())
	}
	io.WriteString(w, "\n")
	comma := ""
	if p.received > 0 && p.timing() {
		fmt.Fprintf(w, "rtt min/avg/max/mdev = %s ms", p.rtts)
		comma = ", "
	}
	if p.pipe > 1 {
		fmt.Fprintf(w, "%spipe %d", comma, p.pipe)
		comma = ", "
	}
	if p.received > 0 && (p.options.interval == 0 || p.options.flood) && p.sent > 1 {
		gap := p.now.Sub(p.begun) / time.Duration(p.sent-1)
		fmt.Fprintf(w, "%sipg/ewma %s/%s ms", comma, thousandths(gap), thousandths(p.rtts.recent/8))
	}
	io.WriteString(w, "\n")
	if p.received == 0 || p.options.deadline > 0 && p.received < p.options.echo.Count {
		return statusSilent
	}
	return statusAnswered
}
