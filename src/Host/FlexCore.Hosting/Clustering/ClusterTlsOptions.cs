namespace FlexCore.Hosting.Clustering;

/// <summary>Certificates for encrypted connections between nodes, on which each end proves that it belongs to the cluster.</summary>
public sealed class ClusterTlsOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.cluster.tls";

    /// <summary>The file with this node's certificate (PEM), fit for client and server.</summary>
    /// <value>The default value is empty: nodes talk in the clear.</value>
    public string CertificateFile { get; set; } = "";

    /// <summary>The file with the certificate's private key (PEM, without a password).</summary>
    /// <value>The default value is empty: the key is in the certificate's file.</value>
    public string KeyFile { get; set; } = "";

    /// <summary>The file with the certificates of those who may sign nodes' certificates (PEM). No other authority counts.</summary>
    /// <value>The default value is empty; needed with a certificate.</value>
    public string AuthoritiesFile { get; set; } = "";

    /// <summary>Whether connections are encrypted.</summary>
    public bool IsOn => CertificateFile.Length > 0;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A file is named without its companion, or does not exist; the message names key, value and remedy.</exception>
    public void Validate()
    {
        if (!IsOn)
        {
            RequireEmpty("key-file", KeyFile);
            RequireEmpty("authorities-file", AuthoritiesFile);
            return;
        }

        if (AuthoritiesFile.Length == 0)
        {
            throw new ArgumentException($"{Section}.authorities-file is empty, so no node could be trusted. Name the file with the certificates that sign the nodes' certificates.");
        }

        RequireFile("certificate-file", CertificateFile);
        RequireFile("authorities-file", AuthoritiesFile);
        if (KeyFile.Length > 0)
        {
            RequireFile("key-file", KeyFile);
        }
    }

    private static void RequireEmpty(string key, string value)
    {
        if (value.Length > 0)
        {
            throw new ArgumentException($"{Section}.{key} is '{value}' without {Section}.certificate-file. Name both, or neither.");
        }
    }

    private static void RequireFile(string key, string value)
    {
        if (!File.Exists(value))
        {
            throw new ArgumentException($"{Section}.{key} is '{value}', and there is no such file. Check the path: it is relative to '{Environment.CurrentDirectory}'.");
        }
    }
}
