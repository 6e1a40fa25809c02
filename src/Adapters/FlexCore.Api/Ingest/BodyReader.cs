using System.Buffers;
using FlexCore.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Ingest;

/// <summary>Reads a whole request body into pooled bytes, up to a bound.</summary>
internal static class BodyReader
{
    private const int FirstRead = 4096;
    private const int TrustedLengthMax = 1024 * 1024;

    /// <summary>Reads the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="bytesMax">The most bytes to take.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The bytes as sent, with room for one more.</returns>
    /// <exception cref="ProblemException">The body is larger.</exception>
    public static async ValueTask<PooledBytes> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        if (request.ContentLength > bytesMax)
        {
            throw TooLarge(bytesMax);
        }

        // A stated length is only a hint until the bytes are there: many clients must not reserve much by promising much.
        var bytes = new PooledBytes((int)Math.Min(request.ContentLength ?? FirstRead, TrustedLengthMax) + 1);
        try
        {
            await CopyAsync(request, bytes, bytesMax, cancellationToken);
            return bytes;
        }
        catch
        {
            bytes.Return();
            throw;
        }
    }

    private static async ValueTask CopyAsync(HttpRequest request, PooledBytes bytes, int bytesMax, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            var length = buffer.Length;
            if (bytes.Length + length > bytesMax)
            {
                reader.AdvanceTo(buffer.End);
                throw TooLarge(bytesMax);
            }

            buffer.CopyTo(bytes.Reserve((int)length + 1).Span);
            bytes.Length += (int)length;
            reader.AdvanceTo(buffer.End);
            if (result.IsCompleted)
            {
                return;
            }

            if (result.IsCanceled)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }

    private static ProblemException TooLarge(int bytesMax) =>
        new(ProblemCodes.BodyTooLarge, $"The body has more than the {bytesMax} bytes that this route takes. Send it in several requests.");
}
