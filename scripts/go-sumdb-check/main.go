// Checks an exported log with the code of Go's own checksum database, which shares nothing with ours:
// the checkpoint's signature, the root over all entries, inclusion and consistency proofs from the tiles.
//
// Usage: go-sumdb-check DIR VKEY
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	// Proofs made of each kind; in a larger log they are spread evenly over it.
	maximumProofs = 5000
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go-sumdb-check DIR VKEY")
		os.Exit(2)
	}
	summary, err := check(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, "go-sumdb-check:", err)
		os.Exit(1)
	}
	fmt.Println(summary)
}

func check(dir, vkey string) (string, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", err
	}
	tree, err := openCheckpoint(filepath.Join(dir, "checkpoint"), verifier)
	if err != nil {
		return "", err
	}
	leaves, stored, err := readEntries(dir, tree.N)
	if err != nil {
		return "", err
	}
	root, err := tlog.TreeHash(tree.N, stored)
	if err != nil {
		return "", err
	}
	if root != tree.Hash {
		return "", fmt.Errorf("root over the entries is %v, the checkpoint says %v", root, tree.Hash)
	}
	tiles := tlog.TileHashReader(tree, tileDir(dir))
	step := tree.N/maximumProofs + 1
	for index := int64(0); index < tree.N; index += step {
		proof, err := tlog.ProveRecord(tree.N, index, tiles)
		if err == nil {
			err = tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaves[index])
		}
		if err != nil {
			return "", fmt.Errorf("inclusion of entry %d: %w", index, err)
		}
	}
	for size := int64(1); size <= tree.N; size += step {
		old, err := tlog.TreeHash(size, stored)
		if err == nil {
			err = consistent(tree, tlog.Tree{N: size, Hash: old}, tiles)
		}
		if err != nil {
			return "", fmt.Errorf("consistency from size %d: %w", size, err)
		}
	}
	earlier, err := filepath.Glob(filepath.Join(dir, "checkpoints", "*"))
	if err != nil {
		return "", err
	}
	for _, file := range earlier {
		old, err := openCheckpoint(file, verifier)
		if err == nil {
			err = consistent(tree, old, tiles)
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", file, err)
		}
	}
	return fmt.Sprintf("ok: %d entries, root %v, %d earlier checkpoints", tree.N, tree.Hash, len(earlier)), nil
}

func consistent(tree, old tlog.Tree, tiles tlog.HashReader) error {
	proof, err := tlog.ProveTree(tree.N, old.N, tiles)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
}

// openCheckpoint verifies the log's signature and reads the three lines.
func openCheckpoint(file string, verifier note.Verifier) (tlog.Tree, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, errors.New("not the three lines of a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 1 {
		return tlog.Tree{}, errors.New("not a size: " + lines[1])
	}
	hash, err := tlog.ParseHash(lines[2])
	if err != nil {
		return tlog.Tree{}, err
	}
	return tlog.Tree{N: size, Hash: hash}, nil
}

// storedHashes is the sequence of all complete subtree hashes, in the order that tlog counts them.
type storedHashes []tlog.Hash

func (s storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(s)) {
			return nil, fmt.Errorf("no stored hash %d", index)
		}
		hashes[i] = s[index]
	}
	return hashes, nil
}

func readEntries(dir string, size int64) ([]tlog.Hash, storedHashes, error) {
	var leaves []tlog.Hash
	var stored storedHashes
	for number := int64(0); int64(len(leaves)) < size; number++ {
		width := size - int64(len(leaves))
		if width > tileWidth {
			width = tileWidth
		}
		path := filepath.Join(dir, "tile", "entries", tileNumber(number, int(width)))
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, nil, err
		}
		for ; width > 0; width-- {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return nil, nil, fmt.Errorf("%s: cut short", path)
			}
			length := 2 + int(binary.BigEndian.Uint16(data))
			hashes, err := tlog.StoredHashes(int64(len(leaves)), data[2:length], stored)
			if err != nil {
				return nil, nil, err
			}
			stored = append(stored, hashes...)
			leaves = append(leaves, hashes[0])
			data = data[length:]
		}
		if len(data) > 0 {
			return nil, nil, fmt.Errorf("%s: bytes after the last entry", path)
		}
	}
	return leaves, stored, nil
}

// tileDir reads hash tiles in the layout of C2SP tlog-tiles.
type tileDir string

func (d tileDir) Height() int                                { return tileHeight }
func (d tileDir) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (d tileDir) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	read := make([][]byte, len(tiles))
	for i, tile := range tiles {
		path := filepath.Join(string(d), "tile", strconv.Itoa(tile.L), tileNumber(tile.N, tile.W))
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if len(data) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s: %d bytes", path, len(data))
		}
		read[i] = data
	}
	return read, nil
}

func tileNumber(number int64, width int) string {
	path := fmt.Sprintf("%03d", number%1000)
	for number /= 1000; number > 0; number /= 1000 {
		path = fmt.Sprintf("x%03d/%s", number%1000, path)
	}
	if width < tileWidth {
		path += ".p/" + strconv.Itoa(width)
	}
	return path
}
