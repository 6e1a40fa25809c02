using FlexCore.Streams.Values;

namespace FlexCore.Persistence.Sqlite.Sinks;

/// <summary>Estimates the memory behind a value, so that what waits for a transaction is bounded whatever form it has.</summary>
internal static class PendingSize
{
    private const int CellBytes = 16;

    /// <summary>The bytes of text in a value plus a share for each of its parts.</summary>
    /// <param name="value">The value.</param>
    /// <param name="enough">Counting a list or an object stops here: more does not change what the caller does.</param>
    public static long Of(in Value value, long enough) => value.Kind switch
    {
        ValueKind.String => value.IsUtf8 ? value.Utf8Span().Length : (long)sizeof(char) * value.AsString().Length,
        ValueKind.Array => OfArray(value.AsArray(), enough),
        ValueKind.Object => OfObject(value.AsObject(), enough),
        _ => 0,
    };

    private static long OfArray(ArrayValue array, long enough)
    {
        var bytes = (long)CellBytes;
        foreach (var item in array.Items)
        {
            if (bytes >= enough)
            {
                return bytes;
            }

            bytes += CellBytes + Of(item, enough - bytes);
        }

        return bytes;
    }

    private static long OfObject(ObjectValue value, long enough)
    {
        var bytes = (long)CellBytes;
        foreach (var (name, part) in value.Fields)
        {
            if (bytes >= enough)
            {
                return bytes;
            }

            bytes += CellBytes + (sizeof(char) * name.Length) + Of(part, enough - bytes);
        }

        return bytes;
    }
}
