using System.Buffers;
using System.Text;
using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Writing;

/// <summary>Writes rows of one layout as JSON objects.</summary>
/// <remarks>
/// <para>A closed row has exactly the layout's fields; one whose cell is <c>undefined</c> is left out. Numbers and strings look as
/// <c>JSON.stringify</c> writes them; numbers that a double cannot hold keep their digits.</para>
/// <para>An open row is its origin, copied: fields that the pipeline did not touch keep their exact text. Of a changed field that the origin has
/// twice, only the first place is used.</para>
/// <para>Owned by one writer at a time: it keeps scratch memory.</para>
/// </remarks>
internal sealed class RowObject
{
    private readonly RecordLayout _layout;
    private readonly byte[][] _prefixes;
    private readonly byte[][] _names;
    private readonly byte[][] _removed;
    private readonly TextArena _arena = new();
    private readonly bool[] _written;

    /// <summary>Prepares a layout.</summary>
    /// <param name="layout">The rows' layout.</param>
    public RowObject(RecordLayout layout)
    {
        _layout = layout;
        _names = [.. layout.Fields.Select(field => Encoding.UTF8.GetBytes(field.Name))];
        _prefixes = [.. layout.Fields.Select(field => Prefix(field.Name))];
        _removed = [.. layout.Removed.Select(Encoding.UTF8.GetBytes)];
        _written = new bool[layout.Fields.Count];
    }

    /// <summary>Writes one row.</summary>
    /// <param name="row">The row's cells.</param>
    /// <param name="json">Takes the object.</param>
    public void Write(ReadOnlySpan<Value> row, ref JsonOutput json)
    {
        // Behind a branch, rows without an origin may stand among open ones.
        if (!_layout.IsOpen || row[_layout.OriginSlot].IsUndefined)
        {
            WriteClosed(row, ref json);
            return;
        }

        var origin = row[_layout.OriginSlot].Utf8Span();
        if (_names.Length == 0 && _removed.Length == 0)
        {
            json.Raw(origin.Trim(" \t\r\n"u8));
        }
        else
        {
            WriteMerged(row, origin, ref json);
        }
    }

    private void WriteClosed(ReadOnlySpan<Value> row, ref JsonOutput json)
    {
        json.Raw((byte)'{');
        var first = true;
        for (var i = 0; i < _prefixes.Length; i++)
        {
            var value = row[_layout.Fields[i].Slot];
            if (!value.IsUndefined)
            {
                WriteField(i, value, ref first, ref json);
            }
        }

        json.Raw((byte)'}');
    }

    private void WriteMerged(ReadOnlySpan<Value> row, ReadOnlySpan<byte> origin, ref JsonOutput json)
    {
        Array.Clear(_written);
        json.Raw((byte)'{');
        var first = true;
        CopyOrigin(row, origin, ref first, ref json);
        for (var i = 0; i < _names.Length; i++)
        {
            var value = row[_layout.Fields[i].Slot];
            if (!_written[i] && !value.IsUndefined)
            {
                WriteField(i, value, ref first, ref json);
            }
        }

        json.Raw((byte)'}');
    }

    private void CopyOrigin(ReadOnlySpan<Value> row, ReadOnlySpan<byte> origin, ref bool first, ref JsonOutput json)
    {
        var cursor = new JsonCursor(origin, _arena);
        var valid = cursor.EnterObject(out var last);
        while (valid && !last)
        {
            valid = cursor.NextField(out var name, out var value, out last);
            if (!valid)
            {
                break;
            }

            var index = IndexOf(_names, cursor, name);
            if (index >= 0)
            {
                Replace(index, row[_layout.Fields[index].Slot], ref first, ref json);
            }
            else if (IndexOf(_removed, cursor, name) < 0)
            {
                Separate(ref first, ref json);
                json.Raw(origin.Slice(name.Start, name.Length));
                json.Raw((byte)':');
                json.Raw(origin.Slice(value.Start, value.Length));
            }
        }

        if (!valid)
        {
            throw new InvalidOperationException($"An open record's origin is not a JSON object: {cursor.Failure.Reason}.");
        }
    }

    private void Replace(int index, Value value, ref bool first, ref JsonOutput json)
    {
        if (!_written[index] && !value.IsUndefined)
        {
            WriteField(index, value, ref first, ref json);
        }

        _written[index] = true;
    }

    private void WriteField(int index, Value value, ref bool first, ref JsonOutput json)
    {
        Separate(ref first, ref json);
        json.Raw(_prefixes[index]);
        json.Write(value);
    }

    private static int IndexOf(byte[][] names, JsonCursor cursor, TextRange quotedName)
    {
        if (names.Length == 0 || !cursor.TryName(quotedName, out var name))
        {
            return -1;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static void Separate(ref bool first, ref JsonOutput json)
    {
        if (!first)
        {
            json.Raw((byte)',');
        }

        first = false;
    }

    private static byte[] Prefix(string name)
    {
        var output = new ArrayBufferWriter<byte>();
        var json = new JsonOutput(output);
        json.Write(name);
        json.Raw((byte)':');
        json.Flush();
        return output.WrittenSpan.ToArray();
    }
}
