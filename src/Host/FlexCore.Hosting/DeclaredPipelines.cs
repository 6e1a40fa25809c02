using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Domain;
using FlexCore.Hocon.Options;

namespace FlexCore.Hosting;

/// <summary>Brings the pipelines that the program declares into the node: created once, a changed document as the next version. Stateless.</summary>
internal sealed class DeclaredPipelines(IPipelines pipelines, IStreams streams)
{
    // Nodes of a cluster that start together declare the same pipelines at the same time; who comes second looks again.
    private const int AttemptsMax = 5;

    private static readonly NodeCall Program = new(new SecurityContext(TenantId.Default, "service:host"), "host-start");

    /// <exception cref="ConfigurationException">The document has mistakes, or the pipeline cannot be brought in.</exception>
    public async Task EnsureAsync(string document)
    {
        var report = pipelines.Lint(document);
        if (report is not { Valid: true, Name: { } name })
        {
            throw new ConfigurationException($"A declared pipeline has mistakes: {string.Join(" ", report.Findings.Select(found => $"{found.Line}:{found.Column}: {found.Message}"))}");
        }

        Refusal? refusal = null;
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            refusal = await TryAsync(name, document).ConfigureAwait(false);
            if (refusal is null)
            {
                return;
            }
        }

        throw new ConfigurationException($"The declared pipeline '{name}' cannot be brought in: {refusal?.Message}");
    }

    private async Task<Refusal?> TryAsync(string name, string document)
    {
        var known = (await pipelines.GetAsync(Program, name).ConfigureAwait(false)).Value;
        if (known is null)
        {
            return (await streams.CreateAsync(Program, new CreateStream(document)).ConfigureAwait(false)).Refusal;
        }

        if (!string.Equals(known.Document, document, StringComparison.Ordinal))
        {
            var refusal = (await pipelines.UpdateAsync(Program, name, new UpdatePipeline { Document = document }).ConfigureAwait(false)).Refusal;
            if (refusal is null && known.Status == "running")
            {
                refusal = (await streams.RestartAsync(Program, name, new StartStream()).ConfigureAwait(false)).Refusal;
            }

            if (refusal is not null)
            {
                return refusal;
            }
        }

        return known.Status is "draft" or "active" ? (await pipelines.ActivateAsync(Program, name).ConfigureAwait(false)).Refusal : null;
    }
}
