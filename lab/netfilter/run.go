//go:build linux

package netfilter

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
	"vethlab/lab/nftcmd"
)

// tableName is how the kernel knows a table.
type tableName struct{ family, name string }

// Run carries a script out in a namespace: all that changes something in one transaction, or nothing of it. What it lists goes to
// stdout. The error is a [*nftcmd.Fault] with what nft would say of it, or [nftcmd.ErrForeign] where the script, or what is in the
// kernel, is more than this package knows: then nothing was done.
func Run(ns *netns.Namespace, s nftcmd.Script, stdout io.Writer) error {
	sock, err := open(ns, unix.NETLINK_NETFILTER)
	if err != nil {
		return fmt.Errorf("open nf_tables: %w", err)
	}
	defer sock.close()
	r := &runner{
		ns: ns, sock: sock, script: withLearning(s), stdout: stdout, keys: nftcmd.Keys(),
		declared: map[setName]nftcmd.Set{}, ids: map[setName]uint32{}, added: map[tableName]bool{},
	}
	return r.run()
}

type setName struct {
	table tableName
	name  string
}

type runner struct {
	ns     *netns.Namespace
	sock   *socket
	script nftcmd.Script
	stdout io.Writer
	keys   []nftcmd.Key

	tables   []nftcmd.Table // what the kernel has, once it was read
	wasRead  bool
	links    map[string]uint32
	declared map[setName]nftcmd.Set // by this script
	ids      map[setName]uint32
	added    map[tableName]bool
	sets     uint32 // the last number of a set in this transaction
	flushed  bool   // the script has deleted something that is in tables

	command  int
	messages []message
	origins  []origin
}

// origin tells which command a message is of, and where in the script its attributes stand.
type origin struct {
	command int
	marks   map[int]nftcmd.Place
	// within tells of elements that a set has in braces. nft knows where each stands; what it does not find here, is left to it.
	within bool
}

// run carries the commands out: those that change something together, at their end.
func (r *runner) run() error {
	if err := r.together(); err != nil {
		return err
	}
	// Where all is flushed nft reads nothing, and knows of nothing but what the script adds, before the flush and after it.
	r.wasRead = slices.ContainsFunc(r.script.Commands, func(c nftcmd.Command) bool { return c.Verb == "flush" && c.Object == "ruleset" })
	text, faults, err := r.prepare()
	switch {
	case err != nil:
		return err
	case len(faults) > 0:
		return &nftcmd.Fault{Errors: faults, Script: r.script}
	case len(r.messages) > 0:
		return r.commit()
	}
	_, err = io.WriteString(r.stdout, text)
	return err
}

// together tells whether nft does with the commands, together, what it does with each.
func (r *runner) together() error {
	has := func(is func(c nftcmd.Command) bool) bool { return slices.ContainsFunc(r.script.Commands, is) }
	several := len(r.script.Commands) > 1
	switch {
	case r.script.Options.Echo:
		return fmt.Errorf("%w: -e", nftcmd.ErrForeign)
	case has(shows) && has(func(c nftcmd.Command) bool { return !shows(c) }):
		return fmt.Errorf("%w: lists among changes", nftcmd.ErrForeign)
	case several && has(func(c nftcmd.Command) bool { return shows(c) && c.Table != "" }):
		return fmt.Errorf("%w: lists of one thing beside others, from which nft leaves out some", nftcmd.ErrForeign)
	case several && has(func(c nftcmd.Command) bool { return c.Verb == "flush" && c.Object == "ruleset" && c.Family != "" }):
		return fmt.Errorf("%w: other commands beside a flush of one family", nftcmd.ErrForeign)
	case several && has(func(c nftcmd.Command) bool {
		return c.Object == "rule" && (c.Index != nil || c.Handle != 0 && c.Verb != "delete" && c.Verb != "replace")
	}):
		return fmt.Errorf("%w: a place for a rule beside other commands, whose chains nft looks for then", nftcmd.ErrForeign)
	}
	return nil
}

// mostFaults is after how many faults nft looks no further.
const mostFaults = 10

// prepare makes the messages of all commands, or the text of those that show something. Of each command nft tells the first fault that it
// finds; the kernel hears of none then.
func (r *runner) prepare() (text string, faults []nftcmd.Complaint, err error) {
	faults = r.script.Misread
	for i, c := range r.script.Commands {
		r.command = i
		shown, err := "", error(nil)
		if shows(c) {
			shown, err = r.show(c)
		} else {
			err = r.change(c)
		}
		text += shown
		var fault *nftcmd.Fault
		if err == nil {
			continue
		}
		if !errors.As(err, &fault) {
			return "", nil, err
		}
		if len(r.script.Commands) > 1 && (shows(c) || c.Set != nil && i < len(r.script.Commands)-1) {
			return "", nil, fmt.Errorf("%w: commands after one that is wrong", nftcmd.ErrForeign)
		}
		if faults = append(faults, fault.Errors...); len(faults) >= mostFaults {
			break
		}
	}
	return text, faults, nil
}

// shows tells whether a command only shows something.
func shows(c nftcmd.Command) bool { return c.Verb == "list" || c.Verb == "get" }

// commit sends the transaction.
func (r *runner) commit() error {
	all, err := r.sock.transact(r.messages, r.script.Options.Check)
	if err != nil {
		return fmt.Errorf("nf_tables: %w", err)
	}
	if len(all) == 0 {
		return nil
	}
	f := &nftcmd.Fault{Script: r.script}
	for _, x := range all {
		if x.message < 0 || x.message >= len(r.origins) {
			f.Errors = append(f.Errors, nftcmd.Complaint{Text: "Could not process rule: " + said(x.err)})
			continue
		}
		o := r.origins[x.message]
		if x.err == unix.ENOENT {
			other, err := r.proposes(r.script.Commands[o.command])
			if err != nil {
				return err
			}
			if other {
				return fmt.Errorf("%w: another name may be meant", nftcmd.ErrForeign)
			}
		}
		place, ok := o.marks[x.offset]
		if !ok && o.within {
			return fmt.Errorf("%w: elements that are refused", nftcmd.ErrForeign)
		}
		if !ok {
			place = r.placesOf(o.command).Whole
		}
		f.Errors = append(f.Errors, nftcmd.Complaint{Text: "Could not process rule: " + said(x.err), Places: []nftcmd.Place{place}})
	}
	return f
}

// said is an error in the C library's words.
func said(n unix.Errno) string {
	words := map[unix.Errno]string{
		unix.EPERM: "Operation not permitted", unix.ENOENT: "No such file or directory", unix.EEXIST: "File exists", unix.EBUSY: "Device or resource busy",
		unix.EINVAL: "Invalid argument", unix.EOPNOTSUPP: "Operation not supported", unix.ENFILE: "Too many open files in system",
		unix.EMLINK: "Too many links", unix.ELOOP: "Too many levels of symbolic links", unix.EAFNOSUPPORT: "Address family not supported by protocol",
		unix.ENOTEMPTY: "Directory not empty", unix.ENOSPC: "No space left on device", unix.EMSGSIZE: "Message too long", unix.ERANGE: "Numerical result out of range",
		unix.ENAMETOOLONG: "File name too long", unix.EPROTO: "Protocol error",
	}
	if w, ok := words[n]; ok {
		return w
	}
	return n.Error()
}

func (r *runner) placesOf(command int) nftcmd.Places {
	if command >= len(r.script.Places) {
		return nftcmd.Places{}
	}
	return r.script.Places[command]
}

func (r *runner) places() nftcmd.Places { return r.placesOf(r.command) }

// send adds a message to the transaction; marks are where its attributes stand in the script.
func (r *runner) send(kind, flags int, t tableName, a attrs, marks map[int]nftcmd.Place) {
	family := families()[t.family]
	moved := map[int]nftcmd.Place{}
	for at, place := range marks {
		moved[unix.NLMSG_HDRLEN+4+at] = place
	}
	r.messages = append(r.messages, nft(kind, flags, family, a))
	r.origins = append(r.origins, origin{command: r.command, marks: moved})
}

// sendWithin adds the elements that a set has where it is declared, or that a rule has in braces; at is where the set stands, of whose
// table the kernel may know nothing.
func (r *runner) sendWithin(t tableName, name string, id uint32, at nftcmd.Place, pieces []piece) {
	from := len(r.origins)
	r.sendElements(unix.NFT_MSG_NEWSETELEM, unix.NLM_F_CREATE, t, name, id, pieces)
	for i := range r.origins[from:] {
		r.origins[from+i].within = true
		if at != (nftcmd.Place{}) {
			r.origins[from+i].marks[unix.NLMSG_HDRLEN+4] = at
		}
	}
}

// draft is a message in the making, whose attributes have their places in the script.
type draft struct {
	attrs
	marks map[int]nftcmd.Place
}

func (d *draft) named(kind int, text string, at nftcmd.Place) {
	d.mark(at)
	d.text(kind, text)
}

func (d *draft) mark(at nftcmd.Place) {
	if d.marks == nil {
		d.marks = map[int]nftcmd.Place{}
	}
	d.marks[len(d.attrs)] = at
}

// known is a set of that name, of this script or of the kernel.
func (r *runner) known(t tableName, name string) (nftcmd.Set, error) {
	if s, ok := r.declared[setName{t, name}]; ok {
		return s, nil
	}
	tables, err := r.kernel()
	if err != nil {
		return nftcmd.Set{}, err
	}
	if r.flushed {
		return nftcmd.Set{}, fmt.Errorf("%w: a set that may be gone", nftcmd.ErrForeign)
	}
	for _, k := range tables {
		if k.Family != t.family || k.Name != t.name {
			continue
		}
		for _, s := range k.Sets {
			if s.Name == name {
				return s, nil
			}
		}
		if k.Foreign {
			break
		}
	}
	return nftcmd.Set{}, fmt.Errorf("%w: no set %s", errNoSet, name)
}

// errNoSet is a set that is not there. nft tells which others have a similar name.
var errNoSet = fmt.Errorf("%w: %w", nftcmd.ErrForeign, unix.ENOENT)

// idOf is the number of a set that this script declares, else 0.
func (r *runner) idOf(t tableName, name string) uint32 { return r.ids[setName{t, name}] }

// dataTypes are those of what a map gives.
func (r *runner) dataTypes(t tableName, f nftcmd.From) []nftcmd.Type {
	if f.Map == nil {
		return nil
	}
	if f.Map.Name != "" {
		s, err := r.known(t, f.Map.Name)
		if err != nil {
			return nil
		}
		return s.DataTypes()
	}
	return make([]nftcmd.Type, len(f.Map.Elements[0].Data))
}

// kernel is what the namespace has.
func (r *runner) kernel() ([]nftcmd.Table, error) {
	if r.wasRead {
		return r.tables, nil
	}
	tables, err := Tables(r.ns)
	if err != nil {
		return nil, err
	}
	r.tables, r.wasRead = tables, true
	return tables, nil
}

// bounds are the first and the last value of a word; a device's is its index.
func (r *runner) bounds(t nftcmd.Type, word string) (lo, hi []byte, err error) {
	if t.Form == nftcmd.FormIndex {
		if r.links == nil {
			if r.links, err = links(r.ns); err != nil {
				return nil, nil, err
			}
		}
		index, ok := r.links[word]
		if !ok {
			if at := r.places().Words[word]; len(at) == 1 {
				return nil, nil, r.complain("Interface does not exist", at[0])
			}
			return nil, nil, fmt.Errorf("%w: no device %s", nftcmd.ErrForeign, word)
		}
		return native(index), native(index), nil
	}
	lo, hi, err = t.Bounds(word)
	if err != nil {
		err = fmt.Errorf("%w: %w", nftcmd.ErrForeign, err)
	}
	return lo, hi, err
}

// isMissing tells whether an error is of something that is not there.
func isMissing(err error) bool { return errors.Is(err, errNoSet) }
