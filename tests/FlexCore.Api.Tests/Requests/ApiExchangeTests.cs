using System.Diagnostics;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Domain;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Tests.Requests;

/// <summary>What a request says about itself in headers: keys and chains of work.</summary>
public sealed class ApiExchangeTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    public static TheoryData<string, bool> Keys => new()
    {
        { "k", true },
        { "!~az09-_:./,", true },
        { new string('k', 100), true },
        { "", false },
        { "has blank", false },
        { "tab\t", false },
        { "umlaut-ü", false },
        { "\u007f", false },
        { "emoji🙂", false },
        { "null\0", false },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_is_printable_ASCII_without_blanks(string key, bool taken)
    {
        var exchange = ExchangeOf(("Idempotency-Key", key));
        if (taken)
        {
            (exchange.IdempotencyKey, exchange.NewCall().IdempotencyKey).ShouldBe((key, key));
            return;
        }

        var problem = Should.Throw<ProblemException>(() => exchange.IdempotencyKey).Problem;
        (problem.Code, problem.Field).ShouldBe(("bad-field", "Idempotency-Key"));
    }

    [Theory]
    [InlineData(100, true, true)]
    [InlineData(101, true, false)]
    [InlineData(128, true, false)]
    [InlineData(129, false, false)]
    public void Use_cases_of_several_steps_take_shorter_keys_than_appends(int length, bool forAppends, bool forUseCases)
    {
        var exchange = ExchangeOf(("Idempotency-Key", new string('k', length)));

        Takes(() => exchange.IdempotencyKey).ShouldBe(forAppends);
        Takes(() => exchange.NewCall()).ShouldBe(forUseCases);
    }

    [Fact]
    public void Without_the_header_there_is_no_key()
    {
        ExchangeOf().IdempotencyKey.ShouldBeNull();
        ExchangeOf().NewCall().IdempotencyKey.ShouldBeNull();
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("AZaz09-_.:", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("ü", false)]
    [InlineData("a\r\nSet-Cookie: x", false)]
    public void A_chain_of_work_may_be_named_by_the_client(string id, bool taken)
    {
        var exchange = ExchangeOf(("X-Correlation-Id", id));
        if (taken)
        {
            exchange.CorrelationId.ShouldBe(id);
            exchange.Http.Response.Headers["X-Correlation-Id"].ToString().ShouldBe(id, "it comes back");
            return;
        }

        Should.Throw<ProblemException>(() => exchange.CorrelationId).Problem.Field.ShouldBe("X-Correlation-Id");
        exchange.Http.Response.Headers.ContainsKey("X-Correlation-Id").ShouldBeFalse("what is wrong is not repeated as a header");
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void A_name_of_a_chain_is_bounded(int length, bool taken) => Takes(() => ExchangeOf(("X-Correlation-Id", new string('c', length))).CorrelationId).ShouldBe(taken);

    [Theory]
    [InlineData(null, null, "request-1", "request-1")]
    [InlineData("order-7", null, "order-7", "order-7")]
    [InlineData(null, "00-" + Trace + "-" + Span + "-01", Trace, Span)]
    [InlineData("order-7", "00-" + Trace + "-" + Span + "-01", "order-7", Span)]
    [InlineData(null, "00-" + Trace + "-zzzz-01", "request-1", "request-1")]
    [InlineData(null, "nonsense", "request-1", "request-1")]
    [InlineData(null, "", "request-1", "request-1")]
    public void The_clients_name_wins_over_its_trace_and_that_over_the_servers(string? named, string? traceParent, string id, string cause)
    {
        var http = ExchangeOf().Http;
        http.TraceIdentifier = "request-1";
        if (named is not null)
        {
            http.Request.Headers["X-Correlation-Id"] = named;
        }

        if (traceParent is not null)
        {
            http.Request.Headers.TraceParent = traceParent;
        }

        Correlation.Of(http).ShouldBe(new Correlation(id, cause));
    }

    [Fact]
    public void A_span_of_the_server_is_the_cause_where_there_is_one()
    {
        using var span = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();

        Correlation.Of(ExchangeOf(("traceparent", $"00-{Trace}-{Span}-01")).Http).ShouldBe(new Correlation(span.TraceId.ToHexString(), span.SpanId.ToHexString()));
    }

    private static bool Takes(Func<object?> read)
    {
        try
        {
            read().ShouldNotBeNull();
            return true;
        }
        catch (ProblemException)
        {
            return false;
        }
    }

    private static ApiExchange ExchangeOf(params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext();
        foreach (var (name, value) in headers)
        {
            http.Request.Headers[name] = value;
        }

        return new ApiExchange(http, SecurityContext.Development, AnswerStyle.Problem);
    }
}
