using FlexCore.Streams.Definition;
using FlexCore.Streams.Json;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Keys;

/// <summary>Says to which partition of a spread pipeline a record belongs. The same in every process, on every machine and in every version.</summary>
/// <remarks>
/// <para>The partition is the high word of the 128-bit product of <see cref="KeyHash"/> of the key and the number of partitions: the hash's upper bits choose it, while keyed state
/// inside a partition is divided by lower ones. A record without the key, or that is no JSON object, has the key <c>undefined</c>, which is one key like any other.</para>
/// <para>Equal keys have equal hashes as in keyed steps: <c>1</c> and <c>1.0</c> are one key, <c>1</c> and <c>"1"</c> are two. Of a field that occurs twice the last one counts. Used by one
/// reading task.</para>
/// </remarks>
internal sealed class KeySpread
{
    private readonly TextArena _arena = new();
    private readonly Value[] _row = new Value[1];
    private readonly JsonProjection _projection;
    private readonly int _partitions;

    /// <summary>Creates a spread.</summary>
    /// <param name="spread">Key and number of partitions.</param>
    public KeySpread(SpreadDefinition spread)
    {
        _projection = JsonProjection.Build([new ProjectedField([.. spread.Path], 0)]);
        _partitions = spread.Partitions;
    }

    /// <summary>The partition of a record, from 0.</summary>
    /// <param name="buffer">Holds the record.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">Its length.</param>
    public int PartitionOf(byte[] buffer, int start, int length)
    {
        _row[0] = Value.Undefined;
        var cursor = new JsonCursor(buffer, start, length, _arena);
        var key = cursor.ReadRecord(_projection, _row) ? _row[0] : Value.Undefined;
        return PartitionOf(key, _partitions);
    }

    /// <summary>The partition of a key, from 0.</summary>
    /// <param name="key">The key.</param>
    /// <param name="partitions">How many partitions there are.</param>
    public static int PartitionOf(in Value key, int partitions) =>
        (int)Math.BigMul(KeyHash.Add(KeyHash.Empty, key), (ulong)partitions, out _);
}
