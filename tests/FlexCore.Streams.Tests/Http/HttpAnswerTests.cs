using System.Net;
using System.Text;
using FlexCore.Streams.Http;

namespace FlexCore.Streams.Tests.Http;

public sealed class HttpAnswerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null)]
    [InlineData("0", 0.0)]
    [InlineData("1", 1.0)]
    [InlineData("86400", 86_400.0)]
    [InlineData("2147483647", 2_147_483_647.0)]
    [InlineData("2147483648", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData("1.5", null)]
    [InlineData(" 1", null)]
    [InlineData("1 s", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData("Fri, 27 Nov 2026 12:00:30 GMT", 30.0)]
    [InlineData("Fri, 27 Nov 2026 12:00:00 GMT", null)]
    [InlineData("Fri, 27 Nov 2026 11:59:59 GMT", null)]
    [InlineData("Thu, 27 Nov 2026 12:00:30 GMT", null)]
    [InlineData("2026-11-27T12:00:30Z", null)]
    [InlineData("Fri, 27 Nov 2026 12:00:30 +0000", null)]
    public void A_wait_is_whole_seconds_or_a_moment_to_come(string? header, double? seconds) =>
        AnswerOf(429, "", header).RetryAfter(Now).ShouldBe(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);

    [Theory]
    [InlineData(200, true, false)]
    [InlineData(204, true, false)]
    [InlineData(299, true, false)]
    [InlineData(199, false, false)]
    [InlineData(301, false, false)]
    [InlineData(304, false, false)]
    [InlineData(400, false, false)]
    [InlineData(401, false, false)]
    [InlineData(404, false, false)]
    [InlineData(408, false, true)]
    [InlineData(409, false, false)]
    [InlineData(425, false, true)]
    [InlineData(429, false, true)]
    [InlineData(499, false, false)]
    [InlineData(500, false, true)]
    [InlineData(503, false, true)]
    [InlineData(599, false, true)]
    public void A_status_is_a_success_or_may_pass_or_stays(int status, bool success, bool transient)
    {
        var answer = AnswerOf(status, "");

        (answer.IsSuccess, answer.IsTransient).ShouldBe((success, transient));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  down for\r\nmaintenance\t", "down for  maintenance")]
    [InlineData("\u0007bell\u001b[31m", "bell [31m")]
    public void What_a_body_says_is_shown_in_one_line(string body, string shown) => AnswerOf(500, body).Excerpt.ShouldBe(shown);

    [Fact]
    public void A_long_body_is_cut_even_within_a_character()
    {
        AnswerOf(500, new string('x', 1_000)).Excerpt.Length.ShouldBe(200);
        AnswerOf(500, new string('x', 199) + "ü and more").Excerpt.Length.ShouldBe(200);
    }

    [Fact]
    public void Its_status_is_told_by_number_and_name() => (AnswerOf(503, "").Description, AnswerOf(499, "").Description).ShouldBe(("503 ServiceUnavailable", "499 499"));

    private static HttpAnswer AnswerOf(int status, string body, string? retryAfter = null) => new(
        (HttpStatusCode)status,
        new Uri("http://a.example"),
        retryAfter is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["retry-after"] = retryAfter },
        Encoding.UTF8.GetBytes(body));
}
