package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/kernel"
	"vethlab/lab/netns"
	"vethlab/lab/sandbox"
	"vethlab/lab/shell"
	"vethlab/lab/topo"
)

// world is what a reset exchanges: the host, and the sockets into it.
type world struct {
	host   *netns.Namespace
	kernel *kernel.Kernel
	engine engine
	empty  topo.Topology // before the engine made anything

	refused error // why engine is not the one that was wished for

	unwatch  context.CancelFunc // nil while nobody watches
	watching sync.WaitGroup
	watched  error // why watching ended early
}

// spareThreads are kept for a world that is full of processes: more than a few commands at a time take.
const spareThreads = 16

// newWorld makes a host with lo up, and its engine. Where that cannot be the one that was wished for, the world is another, with the
// built-in one: what a real engine made before it failed stays in its host. changed is called when a container begins or ends; it
// must not block.
func newWorld(ctx context.Context, o Options, changed func()) (*world, error) {
	w, err := makeWorld(ctx, o, changed)
	var refused *engineRefused
	if !errors.As(err, &refused) || ctx.Err() != nil {
		return w, err
	}
	o.Engine = EngineBuiltin
	if w, err = makeWorld(ctx, o, changed); err == nil {
		w.refused = refused.err
	}
	return w, err
}

func makeWorld(ctx context.Context, o Options, changed func()) (*world, error) {
	var sparing sync.WaitGroup
	sparing.Go(func() { netns.Spare(spareThreads) })
	defer sparing.Wait()
	host, err := netns.New()
	if err != nil {
		return nil, err
	}
	w := &world{host: host, kernel: kernel.New(host)}
	if o.OnMain != nil {
		err = o.OnMain(host.Stay)
	}
	err = errors.Join(err, w.kernel.TrustHost(), setUpLo(ctx, w.kernel, host), mountSys(host))
	if err == nil {
		w.empty, err = w.kernel.Topology(ctx)
	}
	if err == nil {
		err = w.startEngine(ctx, o, changed)
	}
	if err != nil {
		return nil, errors.Join(err, w.kernel.Close(), host.Close())
	}
	return w, nil
}

// config is what a shell of the world is made of.
func (w *world) config() shell.Config {
	return shell.Config{
		Kernel: w.kernel, Host: w.host, Programs: w.programs(), Substitutes: w.substitutes(), Variables: w.variables(),
		TakeTerminal: sandbox.TakeTerminal, Networks: w.networks,
	}
}

// watch calls changed whenever something in the world may have changed, until close.
func (w *world) watch(changed func()) {
	ctx, unwatch := context.WithCancel(context.Background())
	w.unwatch = unwatch
	w.watching.Go(func() { w.watched = w.kernel.Watch(ctx, changed) })
}

// setUpLo sets lo up with the typed command that a learner would use.
func setUpLo(ctx context.Context, k *kernel.Kernel, ns *netns.Namespace) error {
	c, err := ipcmd.Parse([]string{"link", "set", "lo", "up"})
	if err != nil {
		return err
	}
	var said strings.Builder
	if status, _ := k.Run(ctx, ns, c, &said, &said); status != 0 {
		return fmt.Errorf("%s: %s", c, strings.TrimSpace(said.String()))
	}
	return nil
}

// mountSys mounts /sys from inside the host, since a sysfs shows the links of the namespace in which it was
// mounted. That of the last world goes.
func mountSys(host *netns.Namespace) error {
	return host.Do(func() error {
		if err := unix.Unmount("/sys", unix.MNT_DETACH); err != nil {
			return fmt.Errorf("unmount /sys: %w", err)
		}
		const still = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
		if err := unix.Mount("sysfs", "/sys", "sysfs", still, ""); err != nil {
			return fmt.Errorf("mount sysfs on /sys: %w", err)
		}
		return nil
	})
}

// close ends all processes of the world and takes all names away. What has neither name nor process is freed by the
// kernel, in the background.
func (w *world) close() error {
	if w.unwatch != nil {
		w.unwatch()
	}
	w.watching.Wait()
	errs := []error{w.watched, w.engine.Close(), endProcesses(), unbindAll(), w.kernel.Close(), w.host.Close()}
	return errors.Join(errs...)
}

// unbindAll takes all names away. The mount over their folder goes first, and with it the mounts on each name: one by one they would
// make the kernel wait for RCU each (umount2(2), MNT_DETACH; namespace_unlock in fs/namespace.c).
func unbindAll() error {
	for unix.Unmount(kernel.RunDir, unix.MNT_DETACH) == nil {
	}
	names, err := os.ReadDir(kernel.RunDir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	var errs []error
	for _, n := range names {
		errs = append(errs, netns.Unbind(filepath.Join(kernel.RunDir, n.Name())))
	}
	return errors.Join(errs...)
}

// endProcesses kills every process of the pid namespace but this one, and waits until each is dead. It does nothing
// where this is not the namespace's first process: then the others are not the lab's.
func endProcesses() error {
	if os.Getpid() != 1 {
		return nil
	}
	for {
		alive, err := others()
		if err != nil || len(alive) == 0 {
			return err
		}
		// All of them at one blow (kill(2), pid -1), so that none can fork on.
		if err := unix.Kill(-1, unix.SIGKILL); err != nil && !errors.Is(err, unix.ESRCH) {
			return fmt.Errorf("end the lab's processes: %w", err)
		}
		for _, pid := range alive {
			if err := awaitDeath(pid); err != nil {
				return fmt.Errorf("wait for the end of process %d: %w", pid, err)
			}
		}
	}
}

// others are the processes that live beside this one.
func others() ([]int, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	var pids []int
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err == nil && pid != 1 && lives(e.Name()) {
			pids = append(pids, pid)
		}
	}
	return pids, nil
}

// lives tells whether a process is more than a zombie that nobody has waited for yet (proc(5), /proc/pid/stat).
func lives(pid string) bool {
	stat, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
	if err != nil {
		return false
	}
	// The name in brackets may hold brackets itself; the state comes after the last.
	state := strings.TrimSpace(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	return !strings.HasPrefix(state, "Z") && !strings.HasPrefix(state, "X")
}

// awaitDeath waits for the end of a process, which a pidfd(2) announces.
func awaitDeath(pid int) error {
	fd, err := unix.PidfdOpen(pid, 0)
	if errors.Is(err, unix.ESRCH) || errors.Is(err, unix.EINVAL) {
		return nil
	}
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	for {
		_, err = unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, -1)
		if !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}
