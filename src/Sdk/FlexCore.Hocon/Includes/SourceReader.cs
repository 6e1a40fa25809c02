using System.Text;

namespace FlexCore.Hocon.Includes;

/// <summary>Reads the bytes of a source. Absence is a value; every other failure is an error.</summary>
internal static class SourceReader
{
    /// <summary>Reads at most one byte more than allowed, so that the caller sees the excess without reading it all.</summary>
    public static byte[]? Read(TextSource source, HoconSettings settings, long allowed, HoconOrigin origin)
    {
        try
        {
            switch (source)
            {
                case FileSource file:
                    using (var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                    {
                        return ReadAll(stream, allowed);
                    }

                case ResourceSource resource:
                    using (var stream = resource.Assembly.GetManifestResourceStream(resource.Manifest))
                    {
                        return stream is null ? null : ReadAll(stream, allowed);
                    }

                case UrlSource { Url: var url } when settings.UrlReader is { } reader:
                    return reader(url) is { } text ? Encoding.UTF8.GetBytes(text) : null;

                default:
                    return null;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new HoconException(HoconErrorKind.Include, origin, $"'{source.Name}' exists but cannot be read: {e.Message}", e);
        }
    }

    private static byte[] ReadAll(Stream stream, long allowed)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while (content.Length <= allowed && (read = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
