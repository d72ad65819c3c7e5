//go:build linux

package dockerd

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"debug/elf"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	cerrdefs "github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/image"
)

// imageName is what the image is called before a script calls it otherwise.
const imageName = "vethlab"

// searchPath is where a container looks for programs, as in most images of the Docker Hub.
const searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// findLibraries refuses what is no program, before anything is started.
func (e *Engine) findLibraries(ctx context.Context) (err error) {
	if e.files, err = libraries(ctx, e.config.Program); err != nil {
		return fmt.Errorf("make an image: %w", err)
	}
	return nil
}

// libraries are the files, the loader among them, that a binary needs to run: none where it is linked statically. The loader itself
// tells (ld.so(8), --list).
func libraries(ctx context.Context, program string) ([]string, error) {
	f, err := elf.Open(program)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", program, err)
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type != elf.PT_INTERP {
			continue
		}
		text, err := io.ReadAll(p.Open())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", program, err)
		}
		loader := string(bytes.TrimRight(text, "\x00"))
		list, err := exec.CommandContext(ctx, loader, "--list", program).Output()
		if err != nil {
			return nil, fmt.Errorf("%s, of %s: %w", loader, program, err)
		}
		paths := []string{loader}
		for _, word := range strings.Fields(string(list)) {
			if filepath.IsAbs(word) && !slices.Contains(paths, word) {
				paths = append(paths, word)
			}
		}
		return paths, nil
	}
	return nil, nil
}

// makeImage hands the image to the engine, as `docker import` does. Once clients are served, e.importing is held.
func (e *Engine) makeImage(ctx context.Context) error {
	r, w := io.Pipe()
	writing := make(chan error, 1)
	go func() {
		err := writeImage(w, e.config.Program, e.files, e.config.Names, e.config.Etc)
		w.CloseWithError(err)
		writing <- err
	}()
	id, err := e.importImage(ctx, r)
	r.CloseWithError(io.ErrClosedPipe)
	if failed := <-writing; failed != nil && !errors.Is(failed, io.ErrClosedPipe) {
		err = errors.Join(err, failed)
	}
	if err != nil {
		return fmt.Errorf("make an image: %w", err)
	}
	e.image = id
	return nil
}

func (e *Engine) importImage(ctx context.Context, r io.Reader) (id string, err error) {
	answer, err := e.direct.ImageImport(ctx, image.ImportSource{Source: r, SourceName: "-"}, imageName,
		image.ImportOptions{Changes: []string{`CMD ["/bin/sh"]`, "ENV PATH=" + searchPath}})
	if err != nil {
		return "", err
	}
	defer answer.Close()
	for d := json.NewDecoder(bufio.NewReader(answer)); ; {
		var said struct{ Status, Error string }
		err := d.Decode(&said)
		switch {
		case errors.Is(err, io.EOF) && id != "":
			return id, nil
		case errors.Is(err, io.EOF):
			return "", errors.New("the engine told no id")
		case err != nil:
			return "", err
		case said.Error != "":
			return "", errors.New(said.Error)
		case strings.HasPrefix(said.Status, "sha256:"):
			id = said.Status
		}
	}
}

// writeImage writes a root: our binary, a link to it for each name, the files that it needs, and the folders that programs look for.
func writeImage(w io.Writer, program string, files, names []string, etc map[string]string) error {
	t := tar.NewWriter(w)
	for _, dir := range []string{"bin", "dev", "etc", "home", "proc", "root", "run", "sbin", "sys", "tmp", "usr", "usr/bin", "usr/sbin", "var"} {
		mode := int64(0o755)
		if dir == "tmp" {
			mode = 0o1777
		}
		if err := t.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: dir + "/", Mode: mode}); err != nil {
			return err
		}
	}
	links := map[string]string{"var/run": "/run", "bin/sh": imageName, "bin/bash": imageName}
	for _, name := range names {
		links["bin/"+name] = imageName
	}
	for at, to := range links {
		if err := t.WriteHeader(&tar.Header{Typeflag: tar.TypeSymlink, Name: at, Linkname: to, Mode: 0o777}); err != nil {
			return err
		}
	}
	for name, text := range etc {
		if err := writeFile(t, "etc/"+name, 0o644, int64(len(text)), strings.NewReader(text)); err != nil {
			return err
		}
	}
	if err := copyFile(t, "bin/"+imageName, program); err != nil {
		return err
	}
	for _, path := range files {
		if err := copyFile(t, strings.TrimPrefix(path, "/"), path); err != nil {
			return err
		}
	}
	return t.Close()
}

func copyFile(t *tar.Writer, name, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return writeFile(t, name, 0o755, info.Size(), f)
}

func writeFile(t *tar.Writer, name string, mode, size int64, r io.Reader) error {
	if err := t.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: mode, Size: size}); err != nil {
		return err
	}
	_, err := io.Copy(t, r)
	return err
}

// Import makes names known as names of the image. A name that Docker would not have is left to Docker to refuse.
func (e *Engine) Import(ctx context.Context, names ...string) error {
	e.importing.Lock()
	defer e.importing.Unlock()
	for _, name := range names {
		if err := e.importOne(ctx, name); err != nil {
			return fmt.Errorf("make image %s known: %w", name, err)
		}
	}
	return nil
}

func (e *Engine) importOne(ctx context.Context, name string) error {
	_, err := e.direct.ImageInspect(ctx, name)
	if cerrdefs.IsNotFound(err) {
		err = e.direct.ImageTag(ctx, e.image, name)
	}
	if cerrdefs.IsNotFound(err) {
		// `docker rmi` took every name of it away.
		if err = e.makeImage(ctx); err == nil {
			err = e.direct.ImageTag(ctx, e.image, name)
		}
	}
	if cerrdefs.IsInvalidArgument(err) {
		return nil
	}
	return err
}
