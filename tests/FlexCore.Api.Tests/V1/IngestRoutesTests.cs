using System.IO.Compression;
using System.Text;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Api.Tests.V1;

public sealed class IngestRoutesTests : IAsyncLifetime
{
    private const string Records = "/api/v1/streams/s/records";
    private ApiHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync(options =>
        {
            options.BodyBytesMax = 100_000;
            options.InflatedBytesMax = 200_000;
            options.InflateRatioMax = 10;
            options.RecordBytesMax = 10_000;
            options.RecordsMax = 500;
        });
        _host.Parts.Streams.Add("s");
        _host.Parts.Streams.Add("file-s");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("application/json", "{\"a\":1}", 1, "{\"a\":1}\n")]
    [InlineData("application/json; charset=utf-8", "[{\"a\":1},2]", 2, "{\"a\":1}\n2\n")]
    [InlineData("Application/X-NDJSON", "{\"a\":1}\n\n2", 2, "{\"a\":1}\n2\n")]
    [InlineData("application/jsonl", "1\n2\n3\n", 3, "1\n2\n3\n")]
    public async Task Records_are_accepted_after_they_were_appended(string contentType, string body, int count, string lines)
    {
        var receipt = await _host.SendAsync("POST", Records, body, contentType).JsonAsync(202);
        (receipt.GetProperty("accepted").GetInt32(), receipt.GetProperty("position").GetInt64(), receipt.GetProperty("lastRecord").GetInt64()).ShouldBe((count, 1, count));
        var append = _host.Parts.Topics.Appends.Single();
        (append.Topic, append.Count, Encoding.UTF8.GetString(append.Lines.Span), append.Security).ShouldBe(("s", count, lines, SecurityContext.Development));
    }

    [Theory]
    [InlineData("application/json", "[1,2]")]
    [InlineData("application/x-ndjson", "1\n2")]
    public async Task Records_may_be_compressed(string contentType, string body)
    {
        (await _host.SendAsync("POST", Records, Gzip(body), contentType, ("Content-Encoding", "gzip")).JsonAsync(202)).GetProperty("accepted").GetInt32().ShouldBe(2);
        Encoding.UTF8.GetString(_host.Parts.Topics.Appends.Single().Lines.Span).ShouldBe("1\n2\n");
    }

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_appends_once()
    {
        var first = await _host.SendAsync("POST", Records, "1", headers: ("Idempotency-Key", "k1")).JsonAsync(202);
        await _host.SendAsync("POST", Records, "2").JsonAsync(202);
        (await _host.SendAsync("POST", Records, "1", headers: ("Idempotency-Key", "k1")).JsonAsync(202)).ToString().ShouldBe(first.ToString());
        (await _host.Parts.Topics.GetEndAsync(SecurityContext.Development, "s")).Records.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_key_with_other_records_is_refused_and_one_with_the_same_in_another_form_is_not()
    {
        await _host.SendAsync("POST", Records, "[1,2]", headers: ("Idempotency-Key", "k1")).JsonAsync(202);

        (await _host.SendAsync("POST", Records, "[1,3]", headers: ("Idempotency-Key", "k1")).ProblemAsync(422, "idempotency-key-reused")).Text("detail").ShouldContain("'k1'");
        await _host.SendAsync("POST", Records, "1\n2\n", "application/x-ndjson", ("Idempotency-Key", "k1")).JsonAsync(202);
        (await _host.Parts.Topics.GetEndAsync(SecurityContext.Development, "s")).Records.ShouldBe(2);
    }

    [Fact]
    public async Task A_topic_takes_records_directly() =>
        (await _host.SendAsync("POST", "/api/v1/topics/t/records", "[1,2,3]").JsonAsync(202)).GetProperty("lastRecord").GetInt32().ShouldBe(3);

    [Theory]
    [InlineData("application/json", "{\"a\":", "malformed-json")]
    [InlineData("application/json", "{}{}", "malformed-json")]
    [InlineData("application/json", "", "no-records")]
    [InlineData("application/json", "[]", "no-records")]
    [InlineData("application/x-ndjson", "{}\n{\"a\":nul}\n", "malformed-json")]
    public async Task A_bad_body_appends_nothing(string contentType, string body, string code)
    {
        await _host.SendAsync("POST", Records, body, contentType).ProblemAsync(400, code);
        _host.Parts.Topics.Appends.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bad_line_is_named_with_its_column()
    {
        var problem = await _host.SendAsync("POST", Records, "{}\n\n{\"a\":}\n", "application/x-ndjson").ProblemAsync(400, "malformed-json");
        (problem.GetProperty("record").GetInt32(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()).ShouldBe((2, 3, 6));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_wrong_content_type_is_refused(string? contentType) =>
        await _host.SendAsync("POST", Records, "{}", contentType).ProblemAsync(415, "unsupported-media-type");

    [Fact]
    public async Task A_wrong_encoding_is_refused_and_the_right_ones_named()
    {
        using var response = await _host.SendAsync("POST", Records, "{}", "application/json", ("Content-Encoding", "br"));
        response.Headers.TryGetValues("Accept-Encoding", out var accepted).ShouldBeTrue();
        string.Join(",", accepted.ShouldNotBeNull()).ShouldContain("gzip");
        await Task.FromResult(response).ProblemAsync(415, "unsupported-encoding");
    }

    [Fact]
    public async Task A_body_over_the_bound_is_refused_with_and_without_its_length()
    {
        var body = Encoding.UTF8.GetBytes("\"" + new string('x', 100_000) + "\"");
        await _host.SendAsync("POST", Records, body, "application/json").ProblemAsync(413, "body-too-large");
        using var request = new HttpRequestMessage(HttpMethod.Post, Records) { Content = new StreamContent(new MemoryStream(body)) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        await _host.Client.SendAsync(request).ProblemAsync(413, "body-too-large");
        _host.Parts.Topics.Appends.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_large_body_within_the_bound_is_taken_whole()
    {
        var records = Enumerable.Range(0, 500).Select(n => $"{{\"n\":{n},\"text\":\"{new string('x', 150)}\"}}").ToList();
        (await _host.SendAsync("POST", Records, string.Join('\n', records), "application/x-ndjson").JsonAsync(202)).GetProperty("accepted").GetInt32().ShouldBe(500);
        Encoding.UTF8.GetString(_host.Parts.Topics.Appends.Single().Lines.Span).ShouldBe(string.Concat(records.Select(record => record + "\n")));
    }

    [Theory]
    [InlineData(20_000, 400, "record-too-large")]
    [InlineData(3, 501, "too-many-records")]
    public async Task A_record_too_large_or_one_too_many_is_refused(int letters, int count, string code)
    {
        var record = $"\"{new string('x', letters)}\"";
        await _host.SendAsync("POST", Records, string.Join('\n', Enumerable.Repeat(record, Math.Min(count, 90_000 / letters))), "application/x-ndjson").ProblemAsync(413, code);
    }

    [Theory]
    [InlineData(150_000, "inflated-too-large")]
    [InlineData(5_000_000, "inflated-too-large")]
    public async Task A_compression_bomb_is_refused(int blanks, string code) =>
        await _host.SendAsync("POST", Records, Gzip("1" + new string(' ', blanks)), "application/json", ("Content-Encoding", "gzip")).ProblemAsync(413, code);

    [Fact]
    public async Task A_body_that_is_not_gzip_or_ends_early_is_refused()
    {
        await _host.SendAsync("POST", Records, "{}", "application/json", ("Content-Encoding", "gzip")).ProblemAsync(400, "malformed-gzip");
        await _host.SendAsync("POST", Records, Gzip("[1,2,3,4,5,6,7,8]")[..^9], "application/json", ("Content-Encoding", "gzip")).ProblemAsync(400, "malformed-gzip");
    }

    [Fact]
    public async Task An_unknown_stream_and_one_without_a_topic_take_no_records()
    {
        await _host.SendAsync("POST", "/api/v1/streams/nobody/records", "{}").ProblemAsync(404, "stream-not-found");
        await _host.SendAsync("POST", "/api/v1/streams/file-s/records", "{}").ProblemAsync(409, "no-topic");
    }

    [Fact]
    public async Task A_full_mailbox_or_backlog_is_429_with_a_time_to_try_again()
    {
        _host.Parts.Topics.Inner.OverloadedAppends = 1;
        await _host.SendAsync("POST", Records, "{}").ProblemAsync(429, "overloaded");
        _host.Parts.Topics.Inner.BytesMax = 10;
        await _host.SendAsync("POST", Records, "\"01234567890\"").ProblemAsync(429, "backlog-full");
        await _host.SendAsync("POST", Records, "1").JsonAsync(202);
    }

    [Fact]
    public async Task Faults_of_the_store_say_whether_to_send_again()
    {
        var id = new EntityId(TenantId.Default, "event-topic", "s");
        foreach (var (fault, status, code) in new (Exception, int, string)[]
        {
            (new AskTimeoutException(id, TimeSpan.FromSeconds(5)), 503, "outcome-unknown"),
            (new JournalOutcomeUnknownException("disk at /data/x failed in INSERT INTO events"), 503, "outcome-unknown"),
            (new JournalOverloadedException("queue full"), 429, "overloaded"),
            (new JournalException("SELECT failed at /data/x"), 503, "storage-unavailable"),
            (new EntityFailedException(id, "INSERT failed"), 503, "entity-failed"),
            (new InvalidOperationException("at FlexCore.Secret in /src/x.cs:line 7"), 500, "internal"),
        })
        {
            _host.Parts.Topics.Fault = fault;
            var problem = await _host.SendAsync("POST", Records, "{}").ProblemAsync(status, code);
            foreach (var secret in new[] { "INSERT", "SELECT", "/data", "Secret", "line 7" })
            {
                problem.ToString().ShouldNotContain(secret);
            }
        }

        _host.Parts.Log.Lines.Single(line => line.Id.Id == 4000).Text.ShouldContain("Secret", Case.Sensitive, "the log has what the answer leaves out");
        await _host.SendAsync("POST", Records, "{}").JsonAsync(202);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with blank")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_bad_idempotency_key_is_refused(string key) =>
        (await _host.SendAsync("POST", Records, "{}", headers: ("Idempotency-Key", key)).ProblemAsync(400, "bad-field")).Text("field").ShouldBe("Idempotency-Key");

    [Theory]
    [InlineData("a b")]
    [InlineData(".hidden")]
    [InlineData("%2e%2e%2fetc")]
    public async Task A_bad_topic_name_is_refused(string name) => await _host.SendAsync("POST", $"/api/v1/topics/{name}/records", "{}").ProblemAsync(400, "bad-name");

    [Fact]
    public async Task A_streams_topic_is_remembered_for_a_second()
    {
        for (var i = 0; i < 10; i++)
        {
            await _host.SendAsync("POST", Records, "{}").JsonAsync(202);
        }

        _host.Parts.Streams.Questions.ShouldBe(1);
        _host.Parts.Clock.Advance(TimeSpan.FromSeconds(1));
        await _host.SendAsync("POST", Records, "{}").JsonAsync(202);
        _host.Parts.Streams.Questions.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_through_the_API_is_seen_by_the_next_record()
    {
        await _host.SendAsync("POST", Records, "{}").JsonAsync(202);
        await _host.SendAsync("POST", "/api/v1/streams/s/restart").JsonAsync();
        await _host.SendAsync("POST", Records, "{}").JsonAsync(202);
        _host.Parts.Streams.Questions.ShouldBe(2);
    }

    private static byte[] Gzip(string text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }
}
