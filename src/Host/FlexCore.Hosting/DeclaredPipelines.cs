using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Domain;
using FlexCore.Hocon.Options;

namespace FlexCore.Hosting;

/// <summary>Brings the pipelines that the program declares into the node: created once, a changed document as the next version. Stateless.</summary>
internal sealed class DeclaredPipelines(IPipelines pipelines, IStreams streams)
{
    private static readonly NodeCall Program = new(new SecurityContext(TenantId.Default, "service:host"), "host-start");

    /// <exception cref="ConfigurationException">The document has mistakes, or the pipeline cannot be brought in.</exception>
    public async Task EnsureAsync(string document)
    {
        var report = pipelines.Lint(document);
        if (report is not { Valid: true, Name: { } name })
        {
            throw new ConfigurationException($"A declared pipeline has mistakes: {string.Join(" ", report.Findings.Select(found => $"{found.Line}:{found.Column}: {found.Message}"))}");
        }

        var known = (await pipelines.GetAsync(Program, name).ConfigureAwait(false)).Value;
        if (known is null)
        {
            Require(name, (await streams.CreateAsync(Program, new CreateStream(document)).ConfigureAwait(false)).Refusal);
            return;
        }

        if (!string.Equals(known.Document, document, StringComparison.Ordinal))
        {
            Require(name, (await pipelines.UpdateAsync(Program, name, new UpdatePipeline { Document = document }).ConfigureAwait(false)).Refusal);
            if (known.Status == "running")
            {
                Require(name, (await streams.RestartAsync(Program, name, new StartStream()).ConfigureAwait(false)).Refusal);
            }
        }

        if (known.Status is "draft" or "active")
        {
            Require(name, (await pipelines.ActivateAsync(Program, name).ConfigureAwait(false)).Refusal);
        }
    }

    private static void Require(string name, Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new ConfigurationException($"The declared pipeline '{name}' cannot be brought in: {refusal.Message}");
        }
    }
}
