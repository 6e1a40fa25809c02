using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlexCore.Cluster.Transport;

namespace FlexCore.Hosting.Clustering;

/// <summary>Reads a node's certificates. The caller disposes them after the transport.</summary>
internal static class ClusterTls
{
    /// <summary>The certificates, or <see langword="null"/> for connections in the clear.</summary>
    /// <exception cref="ArgumentException">A file holds no usable certificate or key; the message names key, file and remedy.</exception>
    public static TransportTls? Load(ClusterTlsOptions options)
    {
        if (!options.IsOn)
        {
            return null;
        }

        var certificate = Read("certificate-file", options.CertificateFile, "a certificate with its private key, or name the key's file with key-file", file =>
            X509Certificate2.CreateFromPemFile(file, options.KeyFile.Length > 0 ? options.KeyFile : null));
        var authorities = Read("authorities-file", options.AuthoritiesFile, "the certificates that sign the nodes' certificates", file =>
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(file);
            return all;
        });
        return authorities.Count > 0
            ? new TransportTls(certificate, authorities)
            : throw new ArgumentException($"{ClusterTlsOptions.Section}.authorities-file is '{options.AuthoritiesFile}', which holds no certificate. Put in the certificates that sign the nodes' certificates.");
    }

    private static T Read<T>(string key, string file, string remedy, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{ClusterTlsOptions.Section}.{key} is '{file}', which cannot be used: {error.Message} Put in {remedy} (PEM).", error);
        }
    }
}
