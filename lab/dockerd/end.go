//go:build linux

package dockerd

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/docker/client"
	"golang.org/x/sys/unix"
)

// Close ends dockerd, containerd and every container at once, waits for the end of each process, and takes mounts and data away. What
// the engine made in the host's network, docker0 and its rules, is left to whoever drops that namespace. It may be called again, and
// gives the same then.
func (e *Engine) Close() error {
	e.once.Do(func() {
		close(e.closing)
		if err := e.end(); err != nil {
			e.closed = fmt.Errorf("end the Docker Engine: %w", err)
		}
	})
	return e.closed
}

func (e *Engine) end() error {
	var errs []error
	if e.daemon != nil {
		errs = append(errs, endProcesses(e.dir, e.daemon.Process.Pid))
	}
	if e.deaf != nil {
		e.deaf()
	}
	e.serving.Wait()
	if e.proxy != nil {
		e.proxy.close()
	}
	for _, c := range []*client.Client{e.client, e.direct} {
		if c != nil {
			errs = append(errs, c.Close())
		}
	}
	if e.daemon != nil {
		errs = append(errs, unmount(controlGroups))
	}
	if e.dir != "" {
		errs = append(errs, e.removeDir())
	}
	return errors.Join(errs...)
}

// removeDir takes the engine's mounts away, the newest first, and its files.
func (e *Engine) removeDir() error {
	mounts, err := mountsBelow(e.dir)
	errs := []error{err}
	for _, m := range mounts {
		errs = append(errs, unmount(m))
	}
	for _, dir := range e.others {
		errs = append(errs, os.RemoveAll(dir))
	}
	if e.made {
		return errors.Join(append(errs, os.RemoveAll(e.dir))...)
	}
	entries, err := os.ReadDir(e.dir)
	errs = append(errs, err)
	for _, entry := range entries {
		errs = append(errs, os.RemoveAll(filepath.Join(e.dir, entry.Name())))
	}
	return errors.Join(errs...)
}

// unmount is content where nothing is mounted.
func unmount(path string) error {
	err := unix.Unmount(path, unix.MNT_DETACH)
	if err == nil || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOENT) {
		return nil
	}
	return &os.PathError{Op: "unmount", Path: path, Err: err}
}

// mountsBelow are the mounts in a folder, the newest first (proc(5), /proc/pid/mountinfo).
func mountsBelow(dir string) ([]string, error) {
	text, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil, err
	}
	var mounts []string
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) > 4 && strings.HasPrefix(words[4], dir+"/") {
			mounts = append([]string{words[4]}, mounts...)
		}
	}
	return mounts, nil
}

// endProcesses ends the engine's processes and those of its containers, and waits until each is dead. None can slip away: they are
// stopped first, until no new one is found, and a process that is stopped starts no other.
func endProcesses(dir string, daemon int) error {
	stopped := map[int]bool{}
	for {
		found, err := processes(dir, daemon)
		if err != nil {
			return err
		}
		fresh := false
		for _, pid := range found {
			if !stopped[pid] {
				stopped[pid], fresh = true, true
				// It may have ended meanwhile.
				_ = unix.Kill(pid, unix.SIGSTOP)
			}
		}
		if !fresh {
			break
		}
	}
	return killAll(slices.Collect(maps.Keys(stopped)), daemon)
}

// killAll ends processes and waits for the death of each, which a pidfd(2) announces. All are killed before one is waited for: the first
// process of a container is dead only when those that `docker exec` started in it were waited for, by their parent, a shim, or by us,
// who inherit them from a shim that is dead. dockerd itself is waited for elsewhere.
func killAll(pids []int, daemon int) error {
	var polled []unix.PollFd
	defer func() {
		for _, p := range polled {
			unix.Close(int(p.Fd))
		}
	}()
	for _, pid := range pids {
		fd, err := unix.PidfdOpen(pid, 0)
		if err == nil {
			polled = append(polled, unix.PollFd{Fd: int32(fd), Events: unix.POLLIN})
			err = unix.PidfdSendSignal(fd, unix.SIGKILL, nil, 0)
		}
		if err != nil && !errors.Is(err, unix.ESRCH) && !errors.Is(err, unix.EINVAL) {
			return fmt.Errorf("end process %d: %w", pid, err)
		}
	}
	for len(polled) > 0 {
		if _, err := unix.Poll(polled, -1); err != nil && !errors.Is(err, unix.EINTR) {
			return fmt.Errorf("wait for the end of processes: %w", err)
		}
		polled = slices.DeleteFunc(polled, func(p unix.PollFd) bool {
			return p.Revents != 0 && unix.Close(int(p.Fd)) == nil
		})
		for _, pid := range pids {
			if pid != daemon {
				// It may live still, or be another's to wait for.
				_, _ = unix.Wait4(pid, nil, unix.WNOHANG, nil)
			}
		}
	}
	return nil
}

// processes are dockerd, all that have its mark, and all that descend from these: containers lose the mark, but have a parent that has
// it. Zombies are left out.
func processes(dir string, daemon int) ([]int, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	parents, ours := map[int]int{}, map[int]bool{}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if parent, ok := parentOf(pid); ok {
			parents[pid] = parent
			ours[pid] = pid == daemon || marked(pid, dir)
		}
	}
	var list []int
	for pid := range parents {
		for at := pid; at > 1; at = parents[at] {
			if ours[at] {
				list = append(list, pid)
				break
			}
		}
	}
	return list, nil
}

// parentOf is the parent of a process that lives (proc(5), /proc/pid/stat).
func parentOf(pid int) (parent int, ok bool) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, false
	}
	// The name in brackets may hold brackets itself.
	words := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(words) < 2 || words[0] == "Z" || words[0] == "X" {
		return 0, false
	}
	parent, err = strconv.Atoi(words[1])
	return parent, err == nil
}

func marked(pid int, dir string) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
	return err == nil && bytes.Contains(append([]byte{0}, text...), []byte("\x00"+mark+"="+dir+"\x00"))
}
