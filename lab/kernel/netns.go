//go:build linux

package kernel

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/netns"
)

// OpenNamed opens the namespace of that name in [RunDir], as `ip -n` and `ip netns exec` do (lib/namespace.c,
// netns_switch). The error has iproute2's words and exit status: it is an [*ipcmd.Error].
func OpenNamed(name string) (*netns.Namespace, error) {
	path := filepath.Join(RunDir, name)
	ns, err := netns.Open(path)
	if err == nil {
		return ns, nil
	}
	// netns.Open also refuses what is no namespace; for that iproute2 has other words.
	if fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0); err != nil {
		return nil, &ipcmd.Error{
			Text:   fmt.Sprintf("Cannot open network namespace \"%s\": %s\n", name, reason(err)),
			Status: 255,
		}
	} else {
		unix.Close(fd)
	}
	return nil, &ipcmd.Error{
		Text:   fmt.Sprintf("setting the network namespace \"%s\" failed: %s\n", name, strerror(unix.EINVAL)),
		Status: 255,
	}
}

// reason is the text of the error number in err, as C programs print it.
func reason(err error) string {
	var number unix.Errno
	if errors.As(err, &number) {
		return strerror(number)
	}
	return err.Error()
}

func (c *call) netnsAdd(a ipcmd.NetnsAdd) error {
	if err := c.k.makeRunDir(); err != nil {
		return err
	}
	if c.options.Netns != "" {
		// With -n iproute2 has gone to a mount namespace of its own: all that outlives it is the empty file.
		return touch(a.Name)
	}
	var unbound error
	err := c.k.newNamespace(func(ns *netns.Namespace) error {
		unbound = bind(ns, a.Name)
		return unbound
	})
	if err != nil && unbound == nil {
		return failed(1, "Failed to create a new network namespace \"%s\": %s\n", a.Name, reason(err))
	}
	return unbound
}

func (c *call) netnsAttach(a ipcmd.NetnsAttach) error {
	if err := c.k.makeRunDir(); err != nil {
		return err
	}
	from := fmt.Sprintf("/proc/%d/ns/net", a.PID)
	ns, err := netns.Open(from)
	if err != nil {
		return failed(1, "Bind %s -> %s failed: %s\n", from, filepath.Join(RunDir, a.Name), reason(err))
	}
	defer ns.Close()
	return bind(ns, a.Name)
}

func bind(ns *netns.Namespace, name string) error {
	path := filepath.Join(RunDir, name)
	err := ns.Bind(path)
	if file := (*fs.PathError)(nil); errors.As(err, &file) && file.Op == "open" {
		return failed(1, "Cannot create namespace file \"%s\": %s\n", path, reason(err))
	}
	if err != nil {
		return failed(1, "Bind /proc/self/ns/net -> %s failed: %s\n", path, reason(err))
	}
	return nil
}

func touch(name string) error {
	path := filepath.Join(RunDir, name)
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, 0)
	if err != nil {
		return failed(1, "Cannot create namespace file \"%s\": %s\n", path, reason(err))
	}
	return unix.Close(fd)
}

// makeRunDir makes the directory of the names, and a shared mount of it: what is named in one mount namespace is then
// named in those that were made from it (ipnetns.c, netns_add). Where that has been done, and nobody can have undone it, it is left.
func (k *Kernel) makeRunDir() error {
	k.known.mu.Lock()
	defer k.known.mu.Unlock()
	mount := mountID(RunDir)
	if k.known.unheard == 0 && mount != 0 && mount == k.known.shared {
		return nil
	}
	if err := shareRunDir(); err != nil {
		return err
	}
	k.known.shared = mountID(RunDir)
	return nil
}

// mountID tells the mount on which a path is from others (statx(2)); 0 before Linux 5.8, and where there is no such path.
func mountID(path string) uint64 {
	var s unix.Statx_t
	if unix.Statx(unix.AT_FDCWD, path, 0, unix.STATX_MNT_ID, &s) != nil || s.Mask&unix.STATX_MNT_ID == 0 {
		return 0
	}
	return s.Mnt_id
}

func shareRunDir() error {
	if err := unix.Mkdir(RunDir, 0o755); err != nil && !errors.Is(err, unix.EEXIST) {
		return failed(1, "mkdir %s failed: %s\n", RunDir, reason(err))
	}
	err := unix.Mount("", RunDir, "none", unix.MS_SHARED|unix.MS_REC, "")
	if !errors.Is(err, unix.EINVAL) {
		return nil
	}
	if err := unix.Mount(RunDir, RunDir, "none", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return failed(1, "mount --bind %s %s failed: %s\n", RunDir, RunDir, reason(err))
	}
	if err := unix.Mount("", RunDir, "none", unix.MS_SHARED|unix.MS_REC, ""); err != nil {
		return failed(1, "mount --make-shared %s failed: %s\n", RunDir, reason(err))
	}
	return nil
}

func (c *call) netnsDelete(a ipcmd.NetnsDelete) error {
	if a.Name != "" {
		return c.unbind(a.Name)
	}
	names, err := netnsFiles()
	if err != nil {
		return nil
	}
	for _, name := range names {
		if err := c.unbind(name); err != nil {
			return err
		}
	}
	return nil
}

// unbind takes a name away, and closes our own socket in the namespace, which would keep it alive.
func (c *call) unbind(name string) error {
	path := filepath.Join(RunDir, name)
	if ns, err := netns.Open(path); err == nil {
		defer c.k.Forget(ns.ID())
		defer ns.Close()
	}
	if err := netns.Unbind(path); err != nil {
		return failed(1, "Cannot remove namespace file \"%s\": %s\n", path, reason(err))
	}
	return nil
}

// netnsFiles are the names in [RunDir] in the order of the directory, which is that of `ip netns list`.
func netnsFiles() ([]string, error) {
	dir, err := os.Open(RunDir)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.Readdirnames(-1)
}

func (c *call) netnsList() error {
	names, err := netnsFiles()
	if err != nil {
		return nil
	}
	// iproute2 asks twice, to have the names by their ids and to print them, and tells what went wrong twice.
	for _, name := range names {
		if _, err := c.h.netnsID(name); err != nil {
			report(err, c.stderr)
		}
	}
	p := ipcmd.NewPrinter(c.options)
	for _, name := range names {
		id, err := c.h.netnsID(name)
		if err != nil {
			report(err, c.stderr)
			id = -1
		}
		p.Netns(name, id)
	}
	return p.Flush(c.stdout)
}

// netnsListIDs is `ip netns list-id` (netns_list_id of ipnetns.c).
func (c *call) netnsListIDs(a ipcmd.NetnsListIDs) error {
	names, err := c.h.netnsNames()
	if err != nil {
		return err
	}
	build := func() *request {
		r := c.h.request(unix.RTM_GETNSID, unix.NLM_F_DUMP)
		if a.ID != nil {
			r = c.h.request(unix.RTM_GETNSID, 0)
		}
		r.AddData(nl.NewRtGenMsg())
		if a.ID != nil {
			r.AddData(nl.NewRtAttr(netnsaNSID, nl.Uint32Attr(uint32(*a.ID))))
		}
		if a.Target != nil {
			r.AddData(nl.NewRtAttr(netnsaTarget, nl.Uint32Attr(uint32(*a.Target))))
		}
		return r
	}
	ids, err := dump(build, unix.RTM_NEWNSID, decodeNetnsIDs)
	switch {
	case err != nil && a.ID != nil:
		return refused(err)
	case err != nil:
		return c.listEnded(err)
	}
	p := ipcmd.NewPrinter(c.options)
	for _, id := range ids {
		known := id.id
		if id.here != nil {
			known = *id.here
		}
		p.NetnsID(id.id, id.here, names[known])
	}
	return p.Flush(c.stdout)
}

// listEnded is what `ip netns list-id` tells where the kernel gives no list; its JSON is begun and ended.
func (c *call) listEnded(err error) error {
	var no *answer
	if !errors.As(refused(err), &no) {
		return err
	}
	if c.options.JSON {
		if err := ipcmd.NewPrinter(c.options).Flush(c.stdout); err != nil {
			return err
		}
	}
	return &answer{text: no.text + "Dump terminated\n", status: 1, err: err}
}

// netnsIDs are the ids of a namespace: in the one that was asked for, and in the current one if that is another.
type netnsIDs struct {
	id   int
	here *int
}

func decodeNetnsIDs(message []byte) (netnsIDs, error) {
	id, err := decodeNetnsID(message)
	ids := netnsIDs{id: id}
	for kind, value := range attributes(message[min(nl.NewRtGenMsg().Len(), len(message)):]) {
		if kind == netnsaHere {
			ids.here = new(int(int32(number32(value))))
		}
	}
	return ids, err
}

// decodeNetnsID reads an RTM_NEWNSID; without an id it is -1.
func decodeNetnsID(message []byte) (int, error) {
	for kind, value := range attributes(message[min(nl.NewRtGenMsg().Len(), len(message)):]) {
		if kind == netnsaNSID {
			return int(int32(number32(value))), nil
		}
	}
	return -1, nil
}

// Attributes of RTM_NEWNSID and RTM_GETNSID (net_namespace.h).
const (
	netnsaNSID = 1
	netnsaFD   = 3
	// NETNSA_TARGET_NSID and NETNSA_CURRENT_NSID: whose ids are asked for, and what the namespace is called here.
	netnsaTarget = 4
	netnsaHere   = 5
)

// netnsNames gives the names of the namespaces that have an id here, by that id; the first name wins.
func (h *Handle) netnsNames() (map[int]string, error) {
	files, err := netnsFiles()
	if errors.Is(err, unix.ENOENT) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", RunDir, err)
	}
	names := map[int]string{}
	for _, name := range files {
		id, err := h.netnsID(name)
		if err != nil || id < 0 {
			continue
		}
		if _, ok := names[id]; !ok {
			names[id] = name
		}
	}
	return names, nil
}

// netnsID gives the id that this namespace has for the one of that name: -1 if it has none, or cannot be opened.
func (h *Handle) netnsID(name string) (int, error) {
	fd, err := unix.Open(filepath.Join(RunDir, name), unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return -1, nil
	}
	defer unix.Close(fd)
	return h.netnsIDOf(fd)
}

// netnsIDOf gives the id that this namespace has for an open one, -1 if it has none (RTM_GETNSID).
func (h *Handle) netnsIDOf(fd int) (int, error) {
	r := h.request(unix.RTM_GETNSID, 0)
	r.AddData(nl.NewRtGenMsg())
	r.AddData(nl.NewRtAttr(netnsaFD, nl.Uint32Attr(uint32(fd))))
	list, err := r.execute(unix.RTM_NEWNSID)
	if err != nil {
		return -1, refused(err)
	}
	if len(list) == 0 {
		return -1, nil
	}
	return decodeNetnsID(list[0])
}

func (c *call) netnsSet(a ipcmd.NetnsSet) error {
	fd, err := unix.Open(filepath.Join(RunDir, a.Name), unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return failed(1, "Cannot open network namespace \"%s\": %s\n", a.Name, reason(err))
	}
	defer unix.Close(fd)
	r := c.h.request(unix.RTM_NEWNSID, unix.NLM_F_ACK)
	r.AddData(nl.NewRtGenMsg())
	r.AddData(nl.NewRtAttr(netnsaFD, nl.Uint32Attr(uint32(fd))))
	r.AddData(nl.NewRtAttr(netnsaNSID, nl.Uint32Attr(uint32(int32(a.ID)))))
	_, err = r.execute(0)
	return refused(err)
}

func (c *call) netnsIdentify(a ipcmd.NetnsIdentify) error {
	of := c.ns
	// This process is the shell too, which stands where the command runs.
	if a.PID != "" && a.PID != strconv.Itoa(os.Getpid()) {
		ns, err := netns.Open("/proc/" + a.PID + "/ns/net")
		if err != nil {
			return failed(1, "Cannot open network namespace: %s\n", reason(err))
		}
		defer ns.Close()
		of = ns
	}
	files, err := netnsFiles()
	if err != nil {
		return nil
	}
	// The last one wins, as in netns_identify_pid; a namespace without a name has an empty line.
	found := ""
	for _, name := range files {
		if same(filepath.Join(RunDir, name), of.Fd()) {
			found = name
		}
	}
	_, err = fmt.Fprintln(c.stdout, found)
	return err
}

func (c *call) netnsPids(a ipcmd.NetnsPids) error {
	fd, err := unix.Open(filepath.Join(RunDir, a.Name), unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return failed(1, "Cannot open network namespace: %s\n", reason(err))
	}
	defer unix.Close(fd)
	proc, err := os.Open("/proc")
	if err != nil {
		return failed(1, "Open of /proc failed: %s\n", reason(err))
	}
	defer proc.Close()
	files, err := proc.Readdirnames(-1)
	if err != nil {
		return err
	}
	for _, file := range files {
		if _, err := strconv.Atoi(file); err == nil && same("/proc/"+file+"/ns/net", fd) {
			fmt.Fprintln(c.stdout, file)
		}
	}
	return nil
}

// same tells whether a path leads to that open file: of nsfs, to that namespace.
func same(path string, fd int) bool {
	var a, b unix.Stat_t
	return unix.Stat(path, &a) == nil && unix.Fstat(fd, &b) == nil && a.Dev == b.Dev && a.Ino == b.Ino
}
