using FlexCore.Hocon.Configuration;
using FlexCore.Hocon.Documents;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hocon.Tests;

/// <summary>Configurations as applications write them, several files and rules at once.</summary>
public sealed class ScenarioTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Services_inherit_defaults_override_them_and_refer_to_themselves()
    {
        var root = Resolved.Object("""
            defaults {
              host = localhost
              port = 80
              tags = [base]
              url = "http://"${defaults.host}":"${defaults.port}
            }
            services {
              web = ${defaults} { port = 8080, tags = ${defaults.tags} [web] }
              api = ${defaults}
              api { host = api.test, port = ${services.web.port} }
              api.tags += api
              api.address = ${services.api.host}":"${services.api.port}
            }
            """);
        root.GetInt32("services.web.port").ShouldBe(8080);
        root.GetStrings("services.web.tags").ShouldBe(["base", "web"]);
        root.GetStrings("services.api.tags").ShouldBe(["base", "api"]);
        root.GetString("services.api.address").ShouldBe("api.test:8080");
        root.GetString("services.web.url").ShouldBe("http://localhost:80");
    }

    [Theory]
    [InlineData(null, "5432", "db.test:5432")]
    [InlineData("6000", "6000", "db.test:6000")]
    [InlineData("", "", "db.test:")]
    public void An_environment_variable_overrides_a_default_when_it_is_set(string? variable, string port, string address)
    {
        var settings = new HoconSettings { Environment = name => name == "DB_PORT" ? variable : null };
        var root = HoconParser.Parse("db { port = 5432, port = ${?DB_PORT}, address = \"db.test:\"${db.port} }", settings).Resolve();
        root.GetString("db.port").ShouldBe(port);
        root.GetString("db.address").ShouldBe(address);
    }

    [Fact]
    public void A_profile_includes_the_base_and_changes_what_it_needs()
    {
        _folder.Write("base.conf", "journal { folder = data, path = ${journal.folder}/journal.db, sync = full }, include \"local\"");
        _folder.Write("local.conf", "journal.sync = normal");
        var path = _folder.Write("test.conf", "include required(\"base.conf\")\njournal.folder = /tmp/test");
        HoconParser.ParseFile(path).Resolve().ToJson()
            .ShouldBe("""{"journal":{"folder":"/tmp/test","path":"/tmp/test/journal.db","sync":"normal"}}""");
    }

    [Fact]
    public void A_tenant_file_is_included_once_per_tenant_and_keeps_to_itself()
    {
        _folder.Write("tenant.conf", "name = unnamed, topic = ${name}-events, region = ${default-region}");
        var path = _folder.Write("app.conf", """
            default-region = eu
            tenants {
              a { include "tenant.conf", name = alpha }
              b { include "tenant.conf", name = beta, region = us }
            }
            """);
        var configuration = new ConfigurationBuilder().AddHoconFile(path).Build();
        configuration["tenants:a:topic"].ShouldBe("alpha-events");
        configuration["tenants:b:topic"].ShouldBe("beta-events");
        configuration["tenants:a:region"].ShouldBe("eu");
        configuration["tenants:b:region"].ShouldBe("us");
    }

    [Fact]
    public void Command_line_style_overrides_lie_above_files()
    {
        var file = HoconParser.Parse("server { port = 80, hosts = [a] }, url = \":\"${server.port}");
        var overrides = HoconParser.Parse("server.port = 81\nserver.hosts += b");
        overrides.WithFallback(file).Resolve().ToJson().ShouldBe("""{"server":{"port":81,"hosts":["a","b"]},"url":":81"}""");
    }

    [Fact]
    public async Task One_document_resolves_on_many_threads_at_once()
    {
        var document = HoconParser.Parse(string.Concat(Enumerable.Range(0, 200).Select(i => $"a{i} {{ x = {i}, l += ${{?a{i + 1}.x}} }}\nb = ${{?b}}${{a{i}.x}}\n")));
        var expected = document.Resolve().ToJson();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => document.WithFallback(document).Resolve().ToJson().Length + document.Resolve().ToJson())));
        results.Select(result => result[result.IndexOf('{', StringComparison.Ordinal)..]).ShouldAllBe(result => result == expected);
        results.Distinct().Count().ShouldBe(1);
    }
}
