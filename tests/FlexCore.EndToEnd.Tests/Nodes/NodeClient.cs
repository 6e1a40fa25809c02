using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>What tests ask of a node over HTTP.</summary>
internal static class NodeClient
{
    public const string Json = "application/json";
    public const string Ndjson = "application/x-ndjson";
    public const string Yaml = "application/yaml";

    /// <summary>Creates a stream from a document and starts it.</summary>
    public static async Task CreateStreamAsync(this HttpClient http, string document)
    {
        using var answer = await http.PostAsync("/api/v1/streams", Body(document, Yaml));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Posts records to a stream.</summary>
    public static async Task<HttpResponseMessage> PostRecordsAsync(this HttpClient http, string stream, HttpContent body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/streams/{stream}/records") { Content = body };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await http.SendAsync(request);
    }

    /// <summary>Posts records that the node must take.</summary>
    /// <returns>The number of the last one in its topic.</returns>
    public static async Task<long> TakeRecordsAsync(this HttpClient http, string stream, HttpContent body, string? key = null)
    {
        using var answer = await http.PostRecordsAsync(stream, body, key);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
        using var receipt = JsonDocument.Parse(text);
        return receipt.RootElement.GetProperty("lastRecord").GetInt64();
    }

    /// <summary>Follows a topic from its first record until so many have come.</summary>
    public static async Task<IReadOnlyList<string>> TailAsync(this HttpClient http, string topic, int count)
    {
        using var patience = new CancellationTokenSource(FlexcoreProcess.Patience);
        await using var stream = await http.GetStreamAsync($"/api/v1/topics/{topic}/tail?from=start", patience.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var (records, id) = (new List<string>(), 0L);
        while (records.Count < count && await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = long.Parse(line[4..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                records.Add(line[6..]);
                id.ShouldBe(records.Count, $"the number of a record of {topic}");
            }
        }

        return records;
    }

    /// <summary>Looks at a stream again and again until it is as wanted: in another process there is nothing to await.</summary>
    public static async Task<JsonElement> StreamWhenAsync(this HttpClient http, string stream, Func<JsonElement, bool> isWanted)
    {
        const int LooksMax = 3_000;
        var view = default(JsonElement);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var look = 0; look < LooksMax; look++)
        {
            view = await http.GetFromJsonAsync<JsonElement>($"/api/v1/streams/{stream}");
            if (isWanted(view))
            {
                return view;
            }

            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"Stream '{stream}' did not become what was wanted: {view}");
    }

    /// <summary>A problem, after checking its status and code and that it says something.</summary>
    public static async Task<string> ShouldBeProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", text);
        using var problem = JsonDocument.Parse(text);
        problem.RootElement.GetProperty("code").GetString().ShouldBe(code, text);
        var detail = problem.RootElement.GetProperty("detail").GetString() ?? string.Empty;
        detail.ShouldNotBeEmpty(text);
        return detail;
    }

    public static ByteArrayContent Body(string text, string contentType) => Body(Encoding.UTF8.GetBytes(text), contentType);

    public static ByteArrayContent Body(byte[] bytes, string contentType)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return content;
    }

    public static ByteArrayContent Gzip(string text, string contentType)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var content = Body(target.ToArray(), contentType);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
