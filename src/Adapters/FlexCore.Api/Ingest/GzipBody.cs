using System.IO.Compression;
using FlexCore.Api.Limits;
using FlexCore.Api.Problems;

namespace FlexCore.Api.Ingest;

/// <summary>Inflates a gzip body within bounds of size and ratio, so that a small body cannot become a large one in memory.</summary>
internal static class GzipBody
{
    /// <summary>From this size on the ratio counts: small bodies of repetitions compress well and harm nobody.</summary>
    public const int RatioFrom = 64 * 1024;

    private const int Step = 16 * 1024;

    /// <summary>Inflates and gives the deflated bytes back.</summary>
    /// <param name="deflated">The body as sent; returned to the pool in any case.</param>
    /// <param name="options">The bounds.</param>
    /// <returns>The inflated bytes, with room for one more.</returns>
    /// <exception cref="ProblemException">It is not gzip, ends early, or inflates to too much.</exception>
    public static PooledBytes Inflate(PooledBytes deflated, ApiOptions options)
    {
        var inflated = new PooledBytes(Math.Min(deflated.Length * 4, 1024 * 1024) + 1);
        try
        {
            Copy(deflated, inflated, options);
            return inflated;
        }
        catch (InvalidDataException)
        {
            inflated.Return();
            throw new ProblemException(ProblemCodes.MalformedGzip, "The body is not gzip or ends early, although Content-Encoding says gzip. Compress it again.");
        }
        catch
        {
            inflated.Return();
            throw;
        }
        finally
        {
            deflated.Return();
        }
    }

    private static void Copy(PooledBytes deflated, PooledBytes inflated, ApiOptions options)
    {
        var ratioMax = Math.Max(RatioFrom, (long)deflated.Length * options.InflateRatioMax);
        using var source = new ReadOnlyMemoryStream(deflated.Memory(deflated.Length));
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        while (true)
        {
            var count = gzip.Read(inflated.Reserve(Step).Span);
            if (count == 0)
            {
                inflated.Reserve(1);
                return;
            }

            inflated.Length += count;
            if (inflated.Length > options.InflatedBytesMax)
            {
                throw TooLarge($"The body inflates to more than {options.InflatedBytesMax} bytes. Send it in several requests.");
            }

            if (inflated.Length > ratioMax)
            {
                throw TooLarge($"The body inflates to more than {options.InflateRatioMax} times its size. Send it in several requests, or uncompressed.");
            }
        }
    }

    private static ProblemException TooLarge(string detail) => new(ProblemCodes.InflatedTooLarge, detail);
}
