package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/dockerd"
	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/probe"
)

// try is how an ability is tried, in a namespace that is thrown away after all tries, and what allows it where the machine does not.
type try struct {
	name   string
	do     func(ctx context.Context, ns *netns.Namespace) error
	cure   string
	module string // the kernel's module that has it, empty if none is needed
	option string // the option of the kernel's configuration that builds it
}

// Diagnose tries each ability for real, inside the sandbox, in a namespace that it makes and drops. No lab sees of it.
func Diagnose(ctx context.Context) []Ability { return diagnose(ctx, tries()) }

// Lacking tries the abilities of those names, as Diagnose does, and gives those that the machine has not.
func Lacking(ctx context.Context, names []string) []Ability {
	asked := slices.DeleteFunc(tries(), func(t try) bool { return !slices.Contains(names, t.name) })
	if len(asked) == 0 {
		return nil
	}
	return slices.DeleteFunc(diagnose(ctx, asked), func(a Ability) bool { return a.OK })
}

func diagnose(ctx context.Context, tries []try) []Ability {
	modules := modulesFolder()
	// One for all: a lab opens meanwhile, and the kernel makes and frees namespaces one at a time.
	ns, none := netns.New()
	var list []Ability
	for _, t := range tries {
		err := none
		if err == nil {
			err = t.do(ctx, ns)
		}
		a := Ability{Name: t.name, OK: true}
		if err != nil {
			a = t.lacks(err, modules)
		}
		list = append(list, a)
	}
	if none == nil {
		// It was for the tries alone, and they are done.
		_ = ns.Close()
	}
	return list
}

// lacks tells why the try failed, and what to do. modules is the folder of the running kernel's modules.
func (t try) lacks(err error, modules string) Ability {
	unknown := errors.Is(err, unix.EOPNOTSUPP) || errors.Is(err, unix.EPROTONOSUPPORT) || errors.Is(err, unix.EAFNOSUPPORT)
	var lack *dockerd.Lack
	if errors.As(err, &lack) {
		return Ability{Name: t.name, Why: "this machine has no " + strings.Join(lack.Pieces, ", no "), Cure: lack.Cure}
	}
	if t.module == "" || !unknown {
		return Ability{Name: t.name, Why: err.Error(), Cure: t.cure}
	}
	a := Ability{Name: t.name, Why: "this kernel has no " + t.name, Cure: "sudo modprobe " + t.module}
	list, err := os.ReadFile(filepath.Join(modules, "modules.dep"))
	switch {
	case err != nil:
		// As in a container, or with a kernel that was built without modules.
		a.Cure += " on the machine itself, or use a kernel with " + t.option
	case !bytes.Contains(list, []byte("/"+t.module+".ko")):
		a.Why += ", nor a module for it"
		a.Cure = "use a kernel with " + t.option + " (Ubuntu: sudo apt install linux-modules-extra-" + filepath.Base(modules) + ")"
	}
	return a
}

func modulesFolder() string {
	var u unix.Utsname
	// It fails for a bad address alone.
	_ = unix.Uname(&u)
	return filepath.Join("/lib/modules", unix.ByteSliceToString(u.Release[:]))
}

func tries() []try {
	const root = "sudo vethlab …, as root"
	link := func(kind, module, option string) try {
		do := func(_ context.Context, ns *netns.Namespace) error { return kernel.TryKind(ns, kind) }
		return try{name: kind, do: do, cure: root, module: module, option: option}
	}
	return []try{
		{name: "user namespace", do: tryUserNamespace, cure: "sudo sysctl -w user.max_user_namespaces=15000"},
		{name: "mounts", do: tryMount, cure: root},
		{name: "namespaces", do: tryName, cure: root},
		link("veth", "veth", "CONFIG_VETH"),
		link("bridge", "bridge", "CONFIG_BRIDGE"),
		link("vxlan", "vxlan", "CONFIG_VXLAN"),
		link("macvlan", "macvlan", "CONFIG_MACVLAN"),
		link("vlan", "8021q", "CONFIG_VLAN_8021Q"),
		link("dummy", "dummy", "CONFIG_DUMMY"),
		{name: "nftables", do: tryNFTables, cure: root, module: "nf_tables", option: "CONFIG_NF_TABLES"},
		{name: "icmp", do: tryPing, cure: root},
		{name: "capture", do: tryCapture, cure: root, module: "af_packet", option: "CONFIG_PACKET"},
		{name: "sysctl", do: trySysctl, cure: root},
		{name: "docker", do: tryDocker},
	}
}

func tryNFTables(_ context.Context, ns *netns.Namespace) error { return kernel.TryNFTables(ns) }

// tryUserNamespace starts a program that is not there: that is found out only inside the namespace.
func tryUserNamespace(context.Context, *netns.Namespace) error {
	c := exec.Command("/proc/self/nothing")
	c.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  unix.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}},
	}
	err := c.Run()
	if errors.Is(err, unix.ENOENT) {
		return nil
	}
	var start *os.PathError
	if errors.As(err, &start) {
		err = fmt.Errorf("make one: %w", start.Err)
	}
	return err
}

func tryMount(context.Context, *netns.Namespace) error {
	folder, err := os.MkdirTemp("/run", "try-")
	if err != nil {
		return err
	}
	defer os.Remove(folder)
	if err := unix.Mount("tmpfs", folder, "tmpfs", 0, ""); err != nil {
		return fmt.Errorf("mount a tmpfs: %w", err)
	}
	return unix.Unmount(folder, 0)
}

// tryName gives the namespace a name, though not in the folder of the names: a lab would see it.
func tryName(_ context.Context, ns *netns.Namespace) error {
	const name = "/run/try-name"
	if err := ns.Bind(name); err != nil {
		return err
	}
	return netns.Unbind(name)
}

func tryPing(ctx context.Context, ns *netns.Namespace) error {
	k := kernel.New(ns)
	if err := errors.Join(setUpLo(ctx, k, ns), k.Close()); err != nil {
		return err
	}
	answered := false
	to := probe.Echo{To: netip.MustParseAddr("127.0.0.1"), Count: 1, Wait: time.Second}
	err := probe.Run(ctx, ns, to, func(r Reply) { answered = r.Outcome == probe.Answered })
	if err == nil && !answered {
		err = errors.New("no answer from 127.0.0.1")
	}
	return err
}

func tryCapture(_ context.Context, ns *netns.Namespace) error {
	return ns.Do(func() error {
		fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			return fmt.Errorf("open a packet socket: %w", err)
		}
		return unix.Close(fd)
	})
}

func trySysctl(_ context.Context, ns *netns.Namespace) error {
	return ns.Do(func() error { return os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0) })
}

// tryDocker looks for the pieces alone: to start an engine takes longer than all else together.
func tryDocker(context.Context, *netns.Namespace) error { return EngineMissing() }
