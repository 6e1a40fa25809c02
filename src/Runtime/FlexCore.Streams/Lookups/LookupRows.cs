using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using FlexCore.Application.Streams;
using FlexCore.Streams.Json;
using FlexCore.Streams.Keys;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Lookups;

/// <summary>Takes the rows of a lookup table: bounded, with unique keys, and fingerprinted.</summary>
/// <remarks>Filled by one reader; afterwards only read, by any thread.</remarks>
public sealed class LookupRows
{
    /// <summary>The most rows of a table.</summary>
    public const int MaxRows = 1_000_000;

    /// <summary>The most bytes of a table: its texts, and 16 for each value.</summary>
    public const long MaxBytes = 256L << 20;

    private readonly int _keyParts;
    private readonly int[] _inOrder;
    private readonly string _name;
    private readonly KeyMap _keys;
    private readonly Value[] _key;
    private readonly List<Value[]> _rows = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private long _bytes;

    /// <summary>Creates an empty table.</summary>
    /// <param name="keyParts">How many of the first columns make the key.</param>
    /// <param name="name">The table's name in messages.</param>
    public LookupRows(int keyParts, string name)
    {
        _keyParts = keyParts;
        _name = name;
        _inOrder = [.. Enumerable.Range(0, keyParts)];
        _keys = new KeyMap(keyParts);
        _key = new Value[keyParts];
    }

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Takes a row. Values are copied.</summary>
    /// <param name="row">The values of the columns asked for; <c>undefined</c> counts as null.</param>
    /// <exception cref="StreamException">The table is too large, or the key is null or there already.</exception>
    public void Add(ReadOnlySpan<Value> row)
    {
        if (_rows.Count == MaxRows)
        {
            throw TooLarge(FormattableString.Invariant($"has more than {MaxRows:N0} rows"));
        }

        for (var i = 0; i < _keyParts; i++)
        {
            _key[i] = LookupKey.Normalize(row[i]);
            if (_key[i].IsNullish)
            {
                throw new StreamException("lookup-no-key", $"Row {Number(_rows.Count + 1)} of {_name} has no value for its key. Give each row a key.");
            }
        }

        var hash = KeyMap.HashOf(_key, _inOrder);
        if (_keys.Find(hash, _key, _inOrder) >= 0)
        {
            throw new StreamException("lookup-key-twice", $"The key {Words(row[.._keyParts])} is in {_name} twice, the second time in row {Number(_rows.Count + 1)}. Keep one of them.");
        }

        _keys.Add(hash, _key, _inOrder);
        var values = new Value[row.Length - _keyParts];
        for (var i = 0; i < values.Length; i++)
        {
            var value = row[_keyParts + i];
            values[i] = value.IsUndefined ? Value.Null : value.Detach();
        }

        _rows.Add(values);
        Measure(row);
    }

    /// <summary>The hash of all rows in order; empty before <see cref="Complete"/>.</summary>
    public string Fingerprint { get; private set; } = string.Empty;

    /// <summary>All rows are there.</summary>
    public void Complete()
    {
        Fingerprint = Convert.ToHexStringLower(_hash.GetHashAndReset());
        _hash.Dispose();
    }

    /// <summary>Finds a row.</summary>
    /// <param name="key">The key; whole numbers as numbers.</param>
    /// <returns>The values behind the key, or <see langword="null"/>.</returns>
    public Value[]? Find(ReadOnlySpan<Value> key)
    {
        var entry = _keys.Find(KeyMap.HashOf(key, _inOrder), key, _inOrder);
        return entry < 0 ? null : _rows[entry];
    }

    /// <summary>A key in words.</summary>
    /// <param name="key">The key.</param>
    internal static string Words(ReadOnlySpan<Value> key)
    {
        var parts = new string[key.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = ValueWords.Of(key[i]);
        }

        return string.Join(", ", parts);
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private void Measure(ReadOnlySpan<Value> row)
    {
        _scratch.ResetWrittenCount();
        var writer = new StateWriter(_scratch);
        foreach (var value in row)
        {
            writer.Value(value);
        }

        _hash.AppendData(_scratch.WrittenSpan);
        _bytes += _scratch.WrittenCount + (16L * row.Length);
        if (_bytes > MaxBytes)
        {
            throw TooLarge(FormattableString.Invariant($"holds more than {MaxBytes >> 20} MiB"));
        }
    }

    private StreamException TooLarge(string how) => new("lookup-too-large", $"The table {_name} {how}, but it is kept in memory. Leave out rows or columns that are not needed.");
}
