using System.Net;
using FlexCore.Api.Requests;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api.Tests.Routing;

public sealed class RequestFrameTests : IAsyncLifetime
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_callers_correlation_id_goes_with_the_command_and_comes_back()
    {
        using var response = await _host.SendAsync("GET", "/api/v1/pipelines/x", headers: [("X-Correlation-Id", "order-7:a"), ("Idempotency-Key", "k")]);
        response.Headers.GetValues("X-Correlation-Id").ShouldBe(["order-7:a"]);
        var problem = await Task.FromResult(response).ProblemAsync(404, "pipeline-not-found");
        problem.Text("correlationId").ShouldBe("order-7:a");
        var call = _host.Parts.Pipelines.Calls.Single();
        (call.CorrelationId, call.Security, call.IdempotencyKey).ShouldBe(("order-7:a", SecurityContext.Development, "k"));
    }

    [Fact]
    public async Task Without_one_the_trace_id_takes_its_place()
    {
        await _host.SendAsync("GET", "/api/v1/pipelines/x", headers: ("traceparent", $"00-{Trace}-b7ad6b7169203331-01")).ProblemAsync(404, "pipeline-not-found");
        _host.Parts.Pipelines.Calls.Single().CorrelationId.ShouldBe(Trace);
        _host.Parts.Pipelines.Traces.Single().ShouldBe((Trace, "b7ad6b7169203331"), "the caller's span is the parent of what the request causes, with and without listeners");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00-zz")]
    public async Task Without_both_every_request_has_one_of_its_own(string? traceParent)
    {
        for (var i = 0; i < 2; i++)
        {
            await _host.SendAsync("GET", "/api/v1/pipelines/x", headers: traceParent is null ? [] : [("traceparent", traceParent)]).ProblemAsync(404, "pipeline-not-found");
        }

        _host.Parts.Pipelines.Calls.Select(call => call.CorrelationId).ShouldBeUnique();
    }

    [Theory]
    [InlineData("has blank")]
    [InlineData("semi;colon")]
    [InlineData("<script>")]
    public async Task A_bad_correlation_id_is_refused_and_not_repeated_as_header(string id)
    {
        using var response = await _host.SendAsync("GET", "/api/v1/pipelines/x", headers: ("X-Correlation-Id", id));
        response.Headers.Contains("X-Correlation-Id").ShouldBeFalse();
        (await Task.FromResult(response).ProblemAsync(400, "bad-field")).Text("field").ShouldBe("X-Correlation-Id");
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/pipelines", "GET, HEAD, OPTIONS, POST")]
    [InlineData("PUT", "/api/v1/pipelines/x", "DELETE, GET, HEAD, OPTIONS, PATCH")]
    [InlineData("GET", "/api/v1/streams/x/records", "OPTIONS, POST")]
    [InlineData("HEAD", "/api/v1/events", "GET, OPTIONS")]
    public async Task A_wrong_method_is_405_with_the_right_ones(string method, string path, string allow)
    {
        using var response = await _host.SendAsync(method, path);
        string.Join(", ", response.Content.Headers.Allow).ShouldBe(allow);
        if (method != "HEAD")
        {
            await Task.FromResult(response).ProblemAsync(405, "method-not-allowed");
        }
    }

    [Fact]
    public async Task OPTIONS_names_the_methods_and_HEAD_answers_as_GET_without_a_body()
    {
        using var options = await _host.SendAsync("OPTIONS", "/api/v1/pipelines");
        (options.StatusCode, string.Join(",", options.Content.Headers.Allow)).ShouldBe((HttpStatusCode.NoContent, "GET,HEAD,OPTIONS,POST"));
        using var head = await _host.SendAsync("HEAD", "/api/v1/node");
        (head.StatusCode, (await head.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength > 10).ShouldBe((HttpStatusCode.OK, 0, true));
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/pipelines/x/unknown")]
    [InlineData("/api")]
    public async Task An_unknown_route_is_a_problem(string path) => await _host.SendAsync("GET", path).ProblemAsync(404, "route-not-found");

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.1.7:8080")]
    [InlineData("[2001:db8::1]")]
    public async Task A_request_under_another_name_is_refused(string host)
    {
        await _host.SendAsync("GET", "/api/v1/node", headers: ("Host", host)).ProblemAsync(403, "not-local");
        (await _host.SendAsync("POST", "/events/test", headers: ("Host", host)).TextAsync(403)).ShouldContain("localhost");
        _host.Parts.Topics.Appends.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:80")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.1.2.3")]
    [InlineData("[::1]:80")]
    public async Task Every_name_of_this_machine_is_served(string host) => await _host.SendAsync("GET", "/api/v1/node", headers: ("Host", host)).JsonAsync();

    [Theory]
    [InlineData("https://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://localhost:3000", 202)]
    [InlineData("http://127.0.0.1", 202)]
    public async Task A_page_of_another_site_changes_nothing(string origin, int status)
    {
        using var response = await _host.SendAsync("POST", "/api/v1/topics/t/records", "{}", headers: ("Origin", origin));
        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        _host.Parts.Topics.Appends.Count.ShouldBe(status == 202 ? 1 : 0);
    }

    [Fact]
    public async Task Authentication_plugs_in_at_one_place()
    {
        await using var host = await ApiHost.StartAsync(services: services => services.AddSingleton<IRequestIdentity>(new HeaderIdentity()));
        await host.SendAsync("POST", "/api/v1/topics/t/records", "{}").ProblemAsync(403, "wrong-tenant");
        await host.SendAsync("POST", "/api/v1/topics/t/records", "{}", headers: ("X-User", "ana")).JsonAsync(202);
        host.Parts.Topics.Appends.Single().Security.ShouldBe(new SecurityContext(new TenantId("acme"), "user:ana"));
    }

    [Fact]
    public async Task A_rate_above_the_bound_is_429_with_a_time_to_try_again()
    {
        await using var host = await ApiHost.StartAsync(options => (options.RequestsPerSecond, options.RequestsBurst) = (1, 3));
        for (var i = 0; i < 3; i++)
        {
            await host.SendAsync("GET", "/api/v1/node").JsonAsync();
        }

        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            using var response = await host.SendAsync("GET", "/api/v1/node");
            statuses.Add((int)response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.FromResult(response).ProblemAsync(429, "rate-limited");
            }
        }

        statuses.ShouldContain(429, "three tokens and at most one a second");
    }

    [Fact]
    public async Task A_rate_of_zero_bounds_nothing()
    {
        await using var host = await ApiHost.StartAsync(options => (options.RequestsPerSecond, options.RequestsBurst) = (0, 1));
        for (var i = 0; i < 20; i++)
        {
            await host.SendAsync("GET", "/api/v1/node").JsonAsync();
        }
    }

    private sealed class HeaderIdentity : IRequestIdentity
    {
        public IdentityAnswer Identify(HttpContext http) => http.Request.Headers["X-User"].ToString() is { Length: > 0 } user
            ? new IdentityAnswer(new SecurityContext(new TenantId("acme"), $"user:{user}"), null)
            : new IdentityAnswer(null, new Refusal("wrong-tenant", "Name a user."));
    }
}
