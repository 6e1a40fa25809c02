using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlexCore.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Classic;

/// <summary>Writes answers as the classic services did: one JSON object with its keys in alphabetical order, and a line feed.</summary>
internal static class ClassicJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers 200, or another status.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="write">Writes the members.</param>
    /// <param name="status">The status.</param>
    public static Task WriteAsync(ApiExchange exchange, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        Send(exchange.Http.Response, Encode(write), status);
        return Task.CompletedTask;
    }

    /// <summary>Puts finished bytes into a response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="status">The status.</param>
    public static void Send(HttpResponse response, ReadOnlySpan<byte> body, int status = StatusCodes.Status200OK)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.BodyWriter.Write(body);
    }

    /// <summary>An object and a line feed.</summary>
    /// <param name="write">Writes the members.</param>
    public static byte[] Encode(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
