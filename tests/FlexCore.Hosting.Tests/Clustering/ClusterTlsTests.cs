using FlexCore.Hosting.Clustering;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Hosting.Tests.Clustering;

/// <summary>Nodes that prove to each other that they belong to the cluster, with certificates from files.</summary>
[NeedsPostgres]
public sealed class ClusterTlsTests : IDisposable
{
    private readonly PemFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Nodes_with_certificates_of_one_authority_form_a_cluster()
    {
        await using var cluster = new ClusterFixture();
        var a = await cluster.StartAsync("a", Encrypted("a"));
        await cluster.StartAsync("b", Encrypted("b"));

        await ClusterFixture.WhenSettledAsync(a, "a", "b");
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_refused_with_the_file()
    {
        await using var cluster = new ClusterFixture();
        var (certificate, _) = _files.Issue("a");
        var (_, other) = _files.Issue("b");

        var error = await Should.ThrowAsync<ArgumentException>(() => cluster.StartAsync("a", Encrypted(certificate, other, _files.Authorities)));

        error.Message.ShouldContain("flexcore.cluster.tls.certificate-file");
        error.Message.ShouldContain(certificate);
    }

    [Theory]
    [InlineData("authorities that are none", "authorities-file")]
    [InlineData("", "authorities-file")]
    public async Task Authorities_without_a_certificate_are_refused_with_the_file(string text, string key)
    {
        await using var cluster = new ClusterFixture();
        var (certificate, privateKey) = _files.Issue("a");

        var error = await Should.ThrowAsync<ArgumentException>(() => cluster.StartAsync("a", Encrypted(certificate, privateKey, _files.Write("none.pem", text))));

        error.Message.ShouldContain($"flexcore.cluster.tls.{key}");
    }

    [Theory]
    [InlineData("", "k.pem", "", "key-file")]
    [InlineData("", "", "a.pem", "authorities-file")]
    [InlineData("c.pem", "", "", "authorities-file")]
    [InlineData("/no/such/c.pem", "", "/no/such/a.pem", "certificate-file")]
    public void A_file_without_its_companion_is_refused(string certificate, string key, string authorities, string named)
    {
        var options = new ClusterTlsOptions { CertificateFile = certificate, KeyFile = key, AuthoritiesFile = authorities };

        Should.Throw<ArgumentException>(options.Validate).Message.ShouldContain($"flexcore.cluster.tls.{named}");
    }

    private Action<FlexCoreBuilder> Encrypted(string node)
    {
        var (certificate, key) = _files.Issue(node);
        return Encrypted(certificate, key, _files.Authorities);
    }

    private static Action<FlexCoreBuilder> Encrypted(string certificate, string key, string authorities) => flexcore => flexcore.Configure((engine, _) =>
    {
        engine.Tls.CertificateFile = certificate;
        engine.Tls.KeyFile = key;
        engine.Tls.AuthoritiesFile = authorities;
    });
}
