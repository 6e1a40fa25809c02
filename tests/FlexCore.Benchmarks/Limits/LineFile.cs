namespace FlexCore.Benchmarks.Limits;

/// <summary>A line from a file.</summary>
public delegate void LineAction(ReadOnlySpan<byte> line);

/// <summary>Reads lines the straightforward way: one large reused buffer.</summary>
public static class LineFile
{
    public static void ForEach(string path, LineAction action)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var buffer = new byte[1 << 20];
        var filled = 0;
        var offset = 0L;
        while (true)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(filled), offset);
            if (read == 0)
            {
                break;
            }

            offset += read;
            filled += read;
            var rest = buffer.AsSpan(0, filled);
            for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                action(rest[..end]);
                rest = rest[(end + 1)..];
            }

            rest.CopyTo(buffer);
            filled = rest.Length;
        }
    }
}
