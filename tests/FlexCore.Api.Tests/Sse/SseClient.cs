using FlexCore.Api.Tests.Hosting;

namespace FlexCore.Api.Tests.Sse;

/// <summary>Reads an event stream as a browser does.</summary>
internal sealed class SseClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private SseClient(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _reader = new StreamReader(body);
    }

    public HttpResponseMessage Response => _response;

    public static async Task<SseClient> OpenAsync(ApiHost host, string path, params (string Name, string Value)[] headers)
    {
        var response = await host.SendAsync("GET", path, headers: headers);
        if ((int)response.StatusCode != 200)
        {
            throw new InvalidOperationException($"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        return new SseClient(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next block of lines that holds data, an id or a comment; null at the end.</summary>
    public async Task<SseBlock?> NextAsync()
    {
        var block = new SseBlock("", "", "");
        while (await _reader.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0)
            {
                return block;
            }

            block = line switch
            {
                _ when line.StartsWith("data: ", StringComparison.Ordinal) => block with { Data = line[6..] },
                _ when line.StartsWith("event: ", StringComparison.Ordinal) => block with { Event = line[7..] },
                _ when line.StartsWith("id: ", StringComparison.Ordinal) => block with { Id = line[4..] },
                _ when line.StartsWith(": ", StringComparison.Ordinal) => block with { Comment = line[2..] },
                _ => throw new InvalidOperationException($"unknown line '{line}'"),
            };
        }

        return null;
    }

    /// <summary>The next block with data.</summary>
    public async Task<SseBlock> NextDataAsync()
    {
        while (await NextAsync() is { } block)
        {
            if (block.Data.Length > 0)
            {
                return block;
            }
        }

        throw new InvalidOperationException("the stream ended");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}

internal sealed record SseBlock(string Id, string Data, string Comment)
{
    public string Event { get; init; } = "";
}
