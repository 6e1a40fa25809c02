using System.Runtime.CompilerServices;
using System.Text.Json;
using FlexCore.Api.OpenApi;
using FlexCore.Api.Problems;
using FlexCore.Api.Routing;
using FlexCore.Api.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api.Tests.OpenApi;

public sealed class OpenApiTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    private IReadOnlyList<ApiRoute> Routes => _host.Services.GetRequiredService<RouteTable>().Routes;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    /// <summary>What the server maps is what the document describes, in both directions.</summary>
    [Fact]
    public async Task Every_route_is_in_the_document_and_every_path_of_it_is_served()
    {
        var document = await _host.SendAsync("GET", "/api/v1/openapi.json").JsonAsync();
        document.Text("openapi").ShouldBe("3.1.0");
        var described = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        var served = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText ?? "").Where(pattern => pattern != "/{**path}").ToList();
        described.ShouldBe(served, ignoreOrder: true);
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));
        operations.ShouldBe(Routes.Select(route => $"{route.Method} {route.Pattern}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Operations_have_unique_ids_and_everything_a_reader_needs()
    {
        var document = await _host.SendAsync("GET", "/api/v1/openapi.json").JsonAsync();
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, operation.Value))).ToList();
        operations.Select(operation => operation.Value.Text("operationId")).ShouldBeUnique();
        foreach (var (path, operation) in operations)
        {
            operation.Text("summary").ShouldEndWith(".", customMessage: path);
            operation.GetProperty("responses").EnumerateObject().Count(response => response.Name[0] == '2').ShouldBe(1, path);
            var inPath = operation.GetProperty("parameters").EnumerateArray().Where(parameter => parameter.Text("in") == "path").Select(parameter => parameter.Text("name"));
            inPath.ShouldBe(path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')), path);
        }
    }

    [Fact]
    public void Every_problem_that_a_route_names_is_in_the_table() =>
        Routes.SelectMany(route => route.Problems).Except(ProblemTable.Rows.Select(row => row.Code)).ShouldBeEmpty();

    [Fact]
    public async Task Schemas_of_answers_come_from_the_types_that_are_written()
    {
        var document = await _host.SendAsync("GET", "/api/v1/openapi.json").JsonAsync();
        var operation = document.GetProperty("paths").GetProperty("/api/v1/pipelines").GetProperty("post");
        operation.GetProperty("responses").GetProperty("201").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties").TryGetProperty("createdAt", out _).ShouldBeTrue();
        var request = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        request.GetProperty("properties").EnumerateObject().Select(member => member.Name).ShouldBe(["name", "description", "document"]);
        request.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_page_shows_every_route_and_needs_nothing_from_elsewhere()
    {
        using var response = await _host.SendAsync("GET", "/api/v1/docs");
        response.Content.Headers.ContentType?.ToString().ShouldBe("text/html; charset=utf-8");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        var page = await response.Content.ReadAsStringAsync();
        foreach (var route in Routes)
        {
            page.ShouldContain($"<b>{route.Method}</b> <code>{route.Pattern}</code>");
        }

        page.ShouldNotContain("<script");
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
    }

    /// <summary>ROUTES.md is what the code writes. FLEXCORE_WRITE_DOCS=1 writes it anew.</summary>
    [Fact]
    public void The_page_of_routes_is_the_one_the_code_writes()
    {
        var path = Path.Combine(RepositoryRoot(), "src", "Adapters", "FlexCore.Api", "ROUTES.md");
        var written = RoutesPage.Write(_host.Services.GetRequiredService<RouteTable>());
        if (Environment.GetEnvironmentVariable("FLEXCORE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, written);
        }

        File.ReadAllText(path).ShouldBe(written, "run this test with FLEXCORE_WRITE_DOCS=1 and review the difference");
    }

    private static string RepositoryRoot([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "FlexCore.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"no FlexCore.sln above {file}");
    }
}
