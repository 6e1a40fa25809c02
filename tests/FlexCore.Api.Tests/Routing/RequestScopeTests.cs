using FlexCore.Api.Routing;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Api.Tests.Routing;

/// <summary>What is logged while a request is handled says for whom, and in which chain of work.</summary>
public sealed class RequestScopeTests
{
    [Fact]
    public async Task Lines_of_a_request_are_logged_in_its_scope_also_those_of_its_fault()
    {
        using var log = new ScopeProbe();
        await using var host = await ApiHost.StartAsync(services: services => services.AddSingleton<ILoggerProvider>(log));
        host.Parts.Pipelines.Fault = new InvalidOperationException("unexpected");

        await host.SendAsync("GET", "/api/v1/pipelines/x", headers: ("X-Correlation-Id", "order-7")).ProblemAsync(500, "internal");

        var line = log.Lines.Single(line => line.Id.Id == 4000);
        line.Scopes.ShouldContain("Tenant:default CorrelationId:order-7");
        log.Current().ShouldNotContain(scope => scope.Contains("order-7"), "the scope ends with the request");
    }

    [Fact]
    public void A_scope_is_two_named_values()
    {
        var scope = new RequestScope("acme", "c-1");
        scope.Count.ShouldBe(2);
        scope.ShouldBe([new("Tenant", "acme"), new("CorrelationId", "c-1")]);
        Should.Throw<ArgumentOutOfRangeException>(() => scope[2]).Message.ShouldContain("two values");
    }

    [Fact]
    public void Scopes_are_opened_only_where_a_log_keeps_them()
    {
        RequestScope.AreKeptBy(NullLogger.Instance).ShouldBeFalse();
        RequestScope.AreKeptBy(new LogProbe()).ShouldBeFalse();
        using (var plain = LoggerFactory.Create(logging => logging.AddProvider(new LogProbe())))
        {
            RequestScope.AreKeptBy(plain.CreateLogger("c")).ShouldBeFalse();
        }

        using var log = new ScopeProbe();
        using var keeping = LoggerFactory.Create(logging => logging.AddProvider(log));
        RequestScope.AreKeptBy(keeping.CreateLogger("c")).ShouldBeTrue();
        log.Current().ShouldBeEmpty();
    }
}
